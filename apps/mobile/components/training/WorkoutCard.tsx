import { plannedSetsOf } from '@holdfast/contract'
import { useRouter } from 'expo-router'
import { useState } from 'react'
import { Pressable, StyleSheet, View } from 'react-native'
import type { SessionView } from '../../sync/overlay.ts'
import { Button } from '../Button.tsx'
import { ProgressBar } from '../ProgressBar.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { count } from '../words/amounts.ts'
import { Ledger } from './Ledger.tsx'
import { plannedLines } from './ledgerLines.ts'
import { SessionHeading } from './SessionHeading.tsx'
import { SkipSheet } from './SkipSheet.tsx'
import { useStart } from './useStart.ts'

/** The session to do: what it asks for, and how far it has come. */
export function WorkoutCard({ session }: { session: SessionView }) {
  const router = useRouter()
  const start = useStart()
  const sets = plannedSetsOf(session.plan).length
  const logged = session.actualSets.length
  const going = session.status === 'in_progress'
  return (
    <Pressable
      testID="today-card"
      role="link"
      onPress={() => (going ? start(session) : router.push({ pathname: '/session/[sessionId]', params: { sessionId: session.id } }))}
      style={styles.card}
    >
      <SessionHeading session={session} />
      <Text look="small" tone="muted" tabular>
        {going ? `In progress · ${logged} of ${sets} sets logged` : `${count(session.plan.length, 'exercise')} · ${count(sets, 'set')}`}
      </Text>
      {going && <ProgressBar share={sets === 0 ? 0 : logged / sets} label="Sets logged" />}
      <Ledger lines={plannedLines(session.plan)} />
    </Pressable>
  )
}

/** Starts the session to do, goes on with it, or skips it. One that holds sets is never skipped. */
export function WorkoutActions({ session }: { session: SessionView }) {
  const start = useStart()
  const [skipping, setSkipping] = useState(false)
  const going = session.status === 'in_progress'
  return (
    <View style={styles.actions}>
      <Button testID="today-start" look="primary" label={going ? 'Resume workout' : 'Start workout'} onPress={() => start(session)} />
      {session.actualSets.length === 0 && (
        <Button testID="today-skip" look="plain" label="Skip this session" onPress={() => setSkipping(true)} />
      )}
      <SkipSheet session={session} open={skipping} onClose={() => setSkipping(false)} />
    </View>
  )
}

const styles = StyleSheet.create({ card: { gap: space.m }, actions: { gap: space.s } })
