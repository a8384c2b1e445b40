import { useRouter } from 'expo-router'
import { StyleSheet, View } from 'react-native'
import { useSession } from '../../store/hooks.ts'
import type { SessionView } from '../../sync/session/overlay.ts'
import { Button } from '../controls/Button.tsx'
import { Icon } from '../controls/Icon.tsx'
import { LinkPress } from '../controls/LinkPress.tsx'
import { Page } from '../layout/Page.tsx'
import { TopBar } from '../layout/TopBar.tsx'
import { OfflineBanner } from '../status/OfflineBanner.tsx'
import { AttentionNotice } from '../attention/AttentionNotice.tsx'
import { ConflictCards } from '../attention/ConflictCard.tsx'
import { space, target } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed, useTheme } from '../theme/useTheme.ts'
import { useNow } from '../controls/useNow.ts'
import { number, setWords } from '../words/amounts.ts'
import { shortDayWords } from '../words/times.ts'
import { sessionOf } from '../session/useStart.ts'
import { DoneCard } from './DoneCard.tsx'
import { placesOf, sessionRows } from '../session/sessionRows.ts'
import { useBack } from '../layout/useBack.ts'

/** A finished session: what was lifted, set by set. */
export function SessionDone({ session }: { session: SessionView }) {
  const router = useRouter()
  const back = useBack('/today')
  const { colors } = useTheme()
  const styles = useStyles()
  const startSession = useSession((state) => state.startSession)
  const now = useNow()
  const byId = Object.fromEntries(session.actualSets.map((set) => [set.id, set]))
  return (
    <Page
      dock={
        session.status === 'completed' ? (
          <Button testID="session-edit" label="Edit this workout" onPress={() => startSession(sessionOf(session))} />
        ) : (
          <Button
            testID="session-start-after-all"
            label="Start it after all"
            under="With the first set it no longer counts as skipped"
            onPress={() => startSession(sessionOf(session))}
          />
        )
      }
      header={
        <>
          <TopBar onBack={back} backLabel="Back to Today">
            <Text look="strong">{session.status === 'skipped' ? 'Skipped session' : 'Finished session'}</Text>
            <Text testID="session-day" look="small" tone="muted" tabular>
              {shortDayWords(session.scheduledOn, now)}
            </Text>
          </TopBar>
          <OfflineBanner />
        </>
      }
    >
      <ConflictCards sessionId={session.id} />
      <AttentionNotice testID="session-attention" attention={session.rejected} />
      <DoneCard session={session} />
      <OtherVersions session={session} />
      {sessionRows(session.plan, [], [], session.actualSets).map((exercise) => (
        <View key={exercise.key}>
          <LinkPress
            testID={`session-exercise-${exercise.exerciseId}`}
            aria-label={`${exercise.name}. Its history`}
            onPress={() => router.push({ pathname: '/exercise/[exerciseId]', params: { exerciseId: exercise.exerciseId } })}
            style={styles.name}
          >
            <Text look="heading" role="heading" aria-level={2} style={styles.amount}>
              {exercise.name}
            </Text>
            <Icon name="forward" color={colors.muted} size={20} />
          </LinkPress>
          {placesOf([exercise]).map(({ setId, number: at }) => {
            const set = byId[setId]
            return (
              <View key={setId} style={styles.line}>
                <Text look="strong" tabular tone="muted" style={styles.number}>
                  {at}
                </Text>
                <Text look={set ? 'number' : 'body'} tone={set ? 'text' : 'muted'} style={styles.amount}>
                  {set ? setWords(set) : 'Not done'}
                </Text>
                {set?.rpe != null && (
                  <Text look="small" tone="muted" tabular>
                    {`RPE ${number(set.rpe)}`}
                  </Text>
                )}
              </View>
            )
          })}
        </View>
      ))}
      {session.notes !== '' && (
        <View>
          <Text look="label" tone="muted">
            Notes
          </Text>
          <Text>{session.notes}</Text>
        </View>
      )}
    </Page>
  )
}

/** A link to the revisions of this session, which stay for good. */
function OtherVersions({ session: { id: sessionId, revisionCount } }: { session: SessionView }) {
  const router = useRouter()
  if (revisionCount === 0) return null
  const open = () => router.push({ pathname: '/session/revisions/[sessionId]', params: { sessionId } })
  return <Button testID="session-versions" look="plain" label={`Other versions (${revisionCount})`} onPress={open} />
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    name: { minHeight: target.min, flexDirection: 'row', alignItems: 'center', gap: space.m },
    line: { minHeight: 44, flexDirection: 'row', alignItems: 'center', gap: space.m, borderTopWidth: 1, borderTopColor: colors.hairline },
    number: { width: 32 },
    amount: { flex: 1 },
  }),
)
