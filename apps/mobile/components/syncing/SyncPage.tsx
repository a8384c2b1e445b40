import { useState } from 'react'
import { StyleSheet, View } from 'react-native'
import { useShallow } from 'zustand/react/shallow'
import { useSync } from '../../store/hooks.ts'
import { WaitsForOthers } from '../account/WaitsForOthers.tsx'
import { announce } from '../touch/announce'
import { Button } from '../controls/Button.tsx'
import { here } from '../words/device.ts'
import { Page } from '../layout/Page.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { useNow } from '../controls/useNow.ts'
import { lastSyncWords, reassuranceWords, standingWords } from '../words/syncWords.ts'
import { whenWords } from '../words/times.ts'
import { AttentionCard } from '../attention/AttentionCard.tsx'
import { CopyButton } from '../attention/Details.tsx'
import { Group } from './Group.tsx'
import { DiscardedGroup } from './DiscardedGroup.tsx'
import { ConflictCards } from '../attention/ConflictCard.tsx'
import { PausedNotice } from '../attention/PausedNotice.tsx'
import { RunsGroup } from './RunsGroup.tsx'
import { SentGroup } from './SentGroup.tsx'
import { WaitingRow } from './WaitingRow.tsx'

/** The state of everything the lifter did, in words: what needs attention, what waits, what was sent, and what became of the rest. */
export function SyncPage() {
  const attention = useSync((sync) => sync.attention)
  const waiting = useSync((sync) => sync.waiting)
  const met = useSync((sync) => sync.conflicts.length > 0)
  const diagnostics = useSync((sync) => sync.diagnostics)
  return (
    <Page>
      <Standing />
      <PausedNotice />
      <WaitsForOthers />
      {attention.length > 0 && (
        <Group testID="sync-attention" name="Needs attention">
          {attention.map((one) => (
            <AttentionCard key={one.operation.id} attention={one} />
          ))}
        </Group>
      )}
      <Group testID="sync-waiting" name={waiting.length === 0 ? 'Nothing waiting' : 'Waiting'}>
        {waiting.length === 0 && <Text tone="muted">What you log shows up here until the server has it.</Text>}
        {waiting.map((operation) => (
          <WaitingRow key={operation.id} operation={operation} />
        ))}
      </Group>
      {met && (
        <Group testID="sync-conflicts" name="Two logs of one workout">
          <ConflictCards />
        </Group>
      )}
      <SentGroup />
      <DiscardedGroup />
      <RunsGroup />
      <View style={styles.foot}>
        <CopyButton testID="sync-diagnostics" label="Copy diagnostics" text={diagnostics} />
        <Text look="small" tone="muted">
          For somebody who helps you. Nothing you typed is in it.
        </Text>
      </View>
    </Page>
  )
}

/** The state of syncing, and a button to sync now: also offline, because the reported network state can be wrong. */
function Standing() {
  const sync = useSync(
    useShallow(({ banner, waiting, attention, sending, late, paused, lastSilence, lastSyncAt, nextAttemptAt, syncNow }) => ({
      banner,
      waiting: waiting.length,
      attention: attention.length,
      sending,
      late,
      paused,
      lastSilence,
      lastSyncAt,
      nextAttemptAt,
      syncNow,
    })),
  )
  const now = useNow()
  const [answer, setAnswer] = useState<string | null>(null)
  const tryNow = () => {
    sync.syncNow()
    const words = sync.banner.kind === 'offline' ? 'Still offline. It will send by itself.' : 'Asked the server just now.'
    setAnswer(words)
    announce(words)
  }
  return (
    <View style={styles.head}>
      <Text testID="sync-standing" look="title" role="heading" aria-level={1}>
        {standingWords(sync)}
      </Text>
      <Text tone="muted">{reassuranceWords(sync, here)}</Text>
      <Text look="small" tone="muted" tabular>
        {lastSyncWords(sync.lastSyncAt, now)}
        {sync.nextAttemptAt !== null && sync.waiting > 0 && sync.paused === null ? ` · next try ${whenWords(sync.nextAttemptAt, now)}` : ''}
      </Text>
      <View style={styles.now}>
        <Button testID="sync-now" icon="sync" label="Try now" onPress={tryNow} />
        {answer !== null && (
          <Text look="small" tone="muted" role="status" style={styles.answer}>
            {answer}
          </Text>
        )}
      </View>
    </View>
  )
}

const styles = StyleSheet.create({
  head: { gap: space.s },
  now: { flexDirection: 'row', alignItems: 'center', gap: space.m, paddingTop: space.s },
  answer: { flex: 1 },
  foot: { gap: space.xs, alignItems: 'flex-start' },
})
