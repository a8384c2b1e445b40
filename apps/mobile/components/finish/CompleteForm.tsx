import { completionMetrics } from '@holdfast/contract'
import { StyleSheet, View } from 'react-native'
import { useSession } from '../../store/hooks.ts'
import { useCompleteSession } from '../../sync/views/useCompleteSession.ts'
import { useStage } from '../../sync/views/useStage.ts'
import { Button } from '../controls/Button.tsx'
import { Chips } from '../controls/Chips.tsx'
import { Page } from '../layout/Page.tsx'
import { TopBar } from '../layout/TopBar.tsx'
import { OfflineBanner } from '../status/OfflineBanner.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { count, number } from '../words/amounts.ts'
import { rpeChoices, rpeWords } from '../words/rpe.ts'
import { FinishTimes, useFinishTimes } from './FinishTimes.tsx'
import { NotSaved } from '../attention/NotSaved.tsx'
import { placesOf } from '../session/sessionRows.ts'
import { SessionNotes } from './SessionNotes.tsx'
import { useExercises } from '../session/useExercises.ts'
import { VolumeBars } from './VolumeBars.tsx'
import { capital } from '../words/capital.ts'
import { useBack } from '../layout/useBack.ts'

/** The review before a session is finished, or before changes of a finished one are saved: sets, times, effort, notes. */
export function CompleteForm({ sessionId }: { sessionId: string }) {
  const title = useSession((session) => session.title)
  const plan = useSession((session) => session.plan)
  const actualSets = useSession((session) => session.actualSets)
  const sessionRpe = useSession((session) => session.sessionRpe)
  const setSessionRpe = useSession((session) => session.setSessionRpe)
  const stage = useStage(sessionId)
  const isEdit = stage === 'finished' || stage === 'skipped'
  const times = useFinishTimes()
  const completion = useCompleteSession()
  const metrics = completionMetrics(plan, Object.values(actualSets))
  const leave = useBack({ pathname: '/session/[sessionId]', params: { sessionId } })
  return (
    <Page
      header={
        <>
          <TopBar onBack={leave} backLabel="Back to the sets">
            <Text look="strong">{isEdit ? 'Save changes' : 'Finish workout'}</Text>
          </TopBar>
          <OfflineBanner />
        </>
      }
      dock={
        <Button
          testID="complete-save"
          look="primary"
          label={isEdit ? 'Save changes' : 'Save & Finish'}
          busy={completion.isPending}
          disabled={Object.keys(actualSets).length === 0 || times.typed.kind === 'bad'}
          onPress={() => completion.finish({ sessionId, times: times.typed.kind === 'times' ? times.typed.times : null })}
        />
      }
    >
      <NotSaved />
      <View>
        <Text look="body" tone="muted">
          {title}
        </Text>
        <Text testID="complete-percent" look="display" role="heading" aria-level={1}>
          {metrics.setsPlanned === 0 ? count(metrics.setsDone, 'set') : `${Math.round(metrics.completion * 100)} %`}
        </Text>
        {metrics.setsPlanned > 0 && (
          <Text look="body" tone="muted" tabular>
            {`${metrics.setsDone} of ${metrics.setsPlanned} working sets · ${performanceWords[metrics.performance]}`}
          </Text>
        )}
        <NotDone />
      </View>
      <FinishTimes times={times} />
      <VolumeBars plannedKg={metrics.volumePlannedKg} doneKg={metrics.volumeDoneKg} />
      <View style={styles.part}>
        <Text look="strong">{`How hard was it?${sessionRpe === null ? '' : ` ${capital(rpeWords(sessionRpe))}.`}`}</Text>
        <Chips
          label="Session RPE"
          even
          choices={rpeChoices.map((rpe) => ({
            value: rpe,
            label: number(rpe),
            spoken: `RPE ${number(rpe)}, ${rpeWords(rpe)}`,
            testID: `complete-rpe-${number(rpe)}`,
          }))}
          chosen={sessionRpe}
          onChoose={(rpe) => setSessionRpe(rpe)}
        />
      </View>
      <SessionNotes testID="complete-notes" />
    </Page>
  )
}

/** The open sets, so that a forgotten one is noticed before the finish. */
function NotDone() {
  const actualSets = useSession((session) => session.actualSets)
  const open = useExercises().map((exercise) => ({ ...exercise, sets: placesOf([exercise]).filter(({ setId }) => !actualSets[setId]) }))
  const lines = open.filter(({ sets }) => sets.length > 0)
  if (lines.length === 0) return null
  const total = lines.reduce((sum, { sets }) => sum + sets.length, 0)
  return (
    <Text testID="complete-not-done" look="body" tabular>
      {`${count(total, 'set')} not done: ${lines.map(({ name, sets }) => `${name} ${sets.length}`).join(', ')}`}
    </Text>
  )
}

const performanceWords = { incomplete: 'less than half', under: 'below plan', at: 'on plan', over: 'above plan' } as const

const styles = StyleSheet.create({ part: { gap: space.m } })
