import type { ActualSet, Weight } from '@holdfast/contract'
import { useSessionStore } from '../../store/hooks.ts'
import { Button } from '../controls/Button.tsx'
import { number, setWords } from '../words/amounts.ts'
import { useCells } from '../session/loggerContext.ts'
import { useOwnKeys } from '../set/ownKeys'
import type { SetPlace } from '../session/sessionRows.ts'
import { useKeypadRoom } from './keypadRoom.ts'
import { useSetRow } from '../set/useSetRow.ts'

type Props = { place: SetPlace; lastTime: ActualSet | undefined; unit: Weight['unit'] }

/** The next set: one tap logs it as shown. */
export function LogNextSet({ place, lastTime, unit }: Props) {
  const row = useSetRow(place, lastTime, unit)
  const session = useSessionStore()
  const { isLow } = useKeypadRoom()
  const isTyping = useCells((cells) => cells.active !== null)
  const ownKeys = useOwnKeys()
  // The keypad can log too, and on a low screen the active row needs the space more.
  if (isLow && isTyping && ownKeys) return null
  const amounts = row.values.kind === 'ok' ? ` · ${setWords(row.values.values)}` : ''
  const name = `${place.name.slice(0, 1).toLowerCase()}${place.name.slice(1)}`
  return (
    <Button
      testID="log-next-set"
      look="primary"
      label={`Log ${name}${amounts}`}
      under={[place.exerciseName, ...targetWords(place)].join(' · ')}
      // The dock is rendered one frame after the ✓: a second tap in that frame was meant for the set that is logged by now.
      onPress={() => {
        if (!session.getState().actualSets[place.setId]) row.log()
      }}
    />
  )
}

/** What the plan asks for besides weight and reps. */
function targetWords({ planned }: SetPlace): string[] {
  if (!planned) return []
  return [
    ...(planned.targetRpe === null ? [] : [`target RPE ${number(planned.targetRpe)}`]),
    ...(planned.isAmrap ? ['as many reps as you can'] : []),
  ]
}
