import type { Attention } from '@holdfast/outbox'
import { useState } from 'react'
import { StyleSheet, View } from 'react-native'
import { useSync } from '../../store/hooks.ts'
import { useSessionView } from '../../sync/views/useSessionView.ts'
import { Button } from '../controls/Button.tsx'
import { here } from '../words/device.ts'
import { Notice } from '../controls/Notice.tsx'
import { Sheet } from '../controls/Sheet.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { useNow } from '../controls/useNow.ts'
import { didOf, didWords } from '../words/didWords.ts'
import { whenWords } from '../words/times.ts'
import { Details } from './Details.tsx'
import { ExportSheet } from './ExportSheet.tsx'
import { useFix } from './useFix.ts'
import { useRejectionWords } from './useRejectionWords.ts'

/** A rejected operation: why, in a lifter's words, and what can be done. It stays until the lifter decides. */
export function AttentionCard({ attention }: { attention: Attention }) {
  const { operation, refusal, at } = attention
  const { id } = operation
  const [asking, setAsking] = useState<'export' | 'keep' | 'discard' | null>(null)
  const { retry, discard, keepHere, saveSeparately } = useDecisions()
  const fix = useFix(attention)
  const now = useNow()
  const did = didOf(operation)
  const { sessionId } = did
  const { session } = useSessionView(sessionId ?? '')
  const what = didWords(did, session)
  const { why } = useRejectionWords(attention)
  const title = session ? `‘${session.title}’` : 'this workout'
  const isGone = refusal.code === 'session_not_found' && (did.kind === 'set' || did.kind === 'finish')
  const close = () => setAsking(null)
  const decide = (decision: () => void) => () => {
    close()
    decision()
  }
  return (
    <Notice testID={`sync-attention-${id}`} tone="attention" icon="attention" title={what}>
      <Text>{why}</Text>
      <Text look="small" tone="muted" tabular>
        {`Logged ${whenWords(operation.createdAt, now)} · refused ${whenWords(at, now)}. What you log next goes on as always.`}
      </Text>
      <View style={styles.actions}>
        {isGone && session && sessionId !== null && (
          <Button testID={`sync-separate-${id}`} label="Save as a separate workout" onPress={() => saveSeparately(sessionId)} />
        )}
        {fix && !isGone && <Button testID={`sync-fix-${id}`} label="Fix" onPress={fix} />}
        <Button testID={`sync-retry-${id}`} label="Try again" onPress={() => retry(id)} />
        {sessionId !== null && <Button testID={`sync-export-${id}`} look="plain" label="Export" onPress={() => setAsking('export')} />}
        {sessionId !== null && (
          <Button testID={`sync-keep-${id}`} look="plain" label={`Keep ${here} only`} onPress={() => setAsking('keep')} />
        )}
        <Button testID={`sync-discard-${id}`} look="plain" label="Discard change" onPress={() => setAsking('discard')} />
      </View>
      <Details
        testID={`sync-attention-details-${id}`}
        lines={[`Operation ${id}`, `${operation.method} ${operation.endpoint}`, `Refused as ${refusal.code} (${refusal.status})`]}
      />
      {asking === 'export' && sessionId !== null && (
        <ExportSheet sessionId={sessionId} title={session?.title ?? 'Workout'} onClose={close} />
      )}
      <Sheet open={asking === 'keep'} title={`Keep this ${here} only?`} onClose={close} testID="keep-sheet">
        <Text>{`“${what}” won't be sent. ${session ? title : 'The workout'} stays ${here} and says so. You can send it after all from the Sync screen.`}</Text>
        <Button testID="keep-confirm" label={`Keep ${here} only`} onPress={decide(() => sessionId !== null && keepHere(sessionId))} />
        <Button testID="keep-cancel" look="plain" label="Not now" onPress={close} />
      </Sheet>
      <Sheet open={asking === 'discard'} title="Discard this change?" onClose={close} testID="discard-sheet">
        <Text>{`“${what}”, logged ${whenWords(operation.createdAt, now)}, won't be sent to the server. What you logged stays ${here}, and for 30 days you can restore the change from the Sync screen.`}</Text>
        <Button testID="discard-confirm" look="danger" label="Discard change" onPress={decide(() => discard(id))} />
        <Button testID="discard-cancel" label="Keep it" onPress={close} />
      </Sheet>
    </Notice>
  )
}

function useDecisions() {
  return {
    retry: useSync((sync) => sync.retry),
    discard: useSync((sync) => sync.discard),
    keepHere: useSync((sync) => sync.keepHere),
    saveSeparately: useSync((sync) => sync.saveSeparately),
  }
}

const styles = StyleSheet.create({ actions: { flexDirection: 'row', flexWrap: 'wrap', gap: space.s } })
