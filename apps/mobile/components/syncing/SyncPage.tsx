import { useState } from 'react'
import { StyleSheet, View } from 'react-native'
import { useShallow } from 'zustand/react/shallow'
import { useSync } from '../../store/hooks.ts'
import { announce } from '../announce'
import { Button } from '../Button.tsx'
import { here, isWeb } from '../device.ts'
import { Page } from '../layout/Page.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { useNow } from '../useNow.ts'
import { backgroundWords, lastSyncWords, reassuranceWords, standingWords } from '../words/syncWords.ts'
import { whenWords } from '../words/times.ts'
import { AttentionCard } from './AttentionCard.tsx'
import { PausedNotice } from './PausedNotice.tsx'
import { WaitingRow } from './WaitingRow.tsx'

/** Where everything the lifter did is, in words: what needs a person, what is on its way, when the server was last heard. */
export function SyncPage() {
  const sync = useSync(
    useShallow(({ online, waiting, attention, sending, paused, lastSilence, lastSyncAt, nextAttemptAt, backgroundRuns, syncNow }) => ({
      online,
      waiting,
      attention,
      sending,
      paused,
      lastSilence,
      lastSyncAt,
      nextAttemptAt,
      backgroundRuns,
      syncNow,
    })),
  )
  const now = useNow()
  const [answer, setAnswer] = useState<string | null>(null)
  const standing = { ...sync, waiting: sync.waiting.length, attention: sync.attention.length }
  const tryNow = () => {
    sync.syncNow()
    const words = sync.online === 'offline' ? 'Still offline. It will send by itself.' : 'Asked the server just now.'
    setAnswer(words)
    announce(words)
  }
  return (
    <Page>
      <View style={styles.head}>
        <Text testID="sync-standing" look="title" role="heading" aria-level={1}>
          {standingWords(standing)}
        </Text>
        <Text tone="muted">{reassuranceWords(standing, here)}</Text>
        <Text look="small" tone="muted" tabular>
          {lastSyncWords(sync.lastSyncAt, now)}
          {sync.nextAttemptAt !== null && sync.waiting.length > 0 && sync.paused === null
            ? ` · next try ${whenWords(sync.nextAttemptAt, now)}`
            : ''}
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
      <PausedNotice />
      {sync.attention.length > 0 && (
        <View style={styles.group}>
          <Text look="heading" role="heading" aria-level={2}>
            Needs attention
          </Text>
          {sync.attention.map((attention) => (
            <AttentionCard key={attention.operation.id} attention={attention} />
          ))}
        </View>
      )}
      <View testID="sync-waiting">
        <Text look="heading" role="heading" aria-level={2} style={styles.waiting}>
          {sync.waiting.length === 0 ? 'Nothing waiting' : 'Waiting'}
        </Text>
        {sync.waiting.length === 0 ? (
          <Text tone="muted">What you log shows up here until the server has it.</Text>
        ) : (
          sync.waiting.map((operation) => <WaitingRow key={operation.id} operation={operation} />)
        )}
      </View>
      <Text testID="sync-background" look="small" tone="muted">
        {backgroundWords(sync.backgroundRuns[0] ?? null, isWeb, now)}
      </Text>
    </Page>
  )
}

const styles = StyleSheet.create({
  head: { gap: space.s },
  now: { flexDirection: 'row', alignItems: 'center', gap: space.m, paddingTop: space.s },
  answer: { flex: 1 },
  group: { gap: space.m },
  waiting: { paddingBottom: space.s },
})
