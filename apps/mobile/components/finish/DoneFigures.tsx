import { completionMetrics } from '@holdfast/contract'
import type { Session } from '@holdfast/contract'
import { useSettings } from '../../store/hooks.ts'
import { lengthMs } from '../../sync/session/workoutTimes.ts'
import { Figures } from '../controls/Figures.tsx'
import { number, volumeWords } from '../words/amounts.ts'
import { durationWords } from '../words/times.ts'

type Props = { session: Pick<Session, 'plan' | 'actualSets' | 'startedAt' | 'completedAt' | 'sessionRpe'> }

/** A finished session in four figures. */
export function DoneFigures({ session }: Props) {
  const { plan, actualSets, startedAt, completedAt, sessionRpe } = session
  const unit = useSettings((settings) => settings.unit)
  const metrics = completionMetrics(plan, actualSets)
  const ms = lengthMs({ startedAt, completedAt })
  return (
    <Figures
      across={2}
      figures={[
        {
          name: 'Working sets',
          value: metrics.setsPlanned === 0 ? String(metrics.setsDone) : `${metrics.setsDone} of ${metrics.setsPlanned}`,
        },
        { name: 'Volume', value: volumeWords(metrics.volumeDoneKg, unit) },
        { name: 'Time', value: ms === null ? '–' : durationWords(ms) },
        { name: 'RPE', value: sessionRpe === null ? '–' : number(sessionRpe) },
      ]}
    />
  )
}
