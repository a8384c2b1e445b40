import { plannedSetsOf } from '@holdfast/contract'
import { useRouter } from 'expo-router'
import { useState } from 'react'
import { StyleSheet, View } from 'react-native'
import type { SessionView } from '../../sync/session/overlay.ts'
import { useEmptyStart } from '../../sync/views/useEmptyStart.ts'
import { Button } from '../controls/Button.tsx'
import { LinkPress } from '../controls/LinkPress.tsx'
import { ProgressBar } from '../controls/ProgressBar.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { count } from '../words/amounts.ts'
import { Ledger } from '../finish/Ledger.tsx'
import { doneLines, plannedLines } from '../finish/ledgerLines.ts'
import { SessionHeading } from './SessionHeading.tsx'
import { SkipSheet } from './SkipSheet.tsx'
import { TakeStartBack } from './TakeStartBack.tsx'
import { useStart } from '../session/useStart.ts'

/** The session to do: what it asks for, and its progress. */
export function WorkoutCard({ session }: { session: SessionView }) {
  const router = useRouter()
  const start = useStart()
  const sets = plannedSetsOf(session.plan).length
  const logged = session.actualSets.length
  const going = session.status === 'in_progress'
  const { stage } = session
  return (
    <LinkPress
      testID="today-card"
      onPress={() => (going ? start(session) : router.push({ pathname: '/session/[sessionId]', params: { sessionId: session.id } }))}
      style={styles.card}
    >
      <SessionHeading session={session} />
      <Text testID="today-stage" look="small" tone={stage === 'notFinished' ? 'attention' : 'muted'} tabular>
        {going
          ? `${stage === 'notFinished' ? 'Not finished' : 'In progress'} · ${sets === 0 ? count(logged, 'set') : `${logged} of ${sets} sets`} logged`
          : `${count(session.plan.length, 'exercise')} · ${count(sets, 'set')}`}
      </Text>
      {going && sets > 0 && <ProgressBar share={logged / sets} label="Sets logged" />}
      <Ledger lines={sets === 0 ? doneLines(session) : plannedLines(session.plan)} />
    </LinkPress>
  )
}

/** Starts the session to do, continues it, or skips it. A session with sets is never skipped. */
export function WorkoutActions({ session }: { session: SessionView }) {
  const start = useStart()
  const [skipping, setSkipping] = useState(false)
  const going = session.status === 'in_progress'
  const isEmpty = session.actualSets.length === 0
  const isOwn = useEmptyStart(session.id) === 'own'
  return (
    <View style={styles.actions}>
      <Button testID="today-start" look="primary" label={going ? 'Resume workout' : 'Start workout'} onPress={() => start(session)} />
      <TakeStartBack sessionId={session.id} />
      {isEmpty && !isOwn && <Button testID="today-skip" look="plain" label="Skip this session" onPress={() => setSkipping(true)} />}
      <SkipSheet session={session} open={skipping} onClose={() => setSkipping(false)} />
    </View>
  )
}

const styles = StyleSheet.create({ card: { gap: space.m }, actions: { gap: space.s } })
