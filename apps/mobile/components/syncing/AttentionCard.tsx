import type { Attention } from '@holdfast/outbox'
import { useState } from 'react'
import { StyleSheet, View } from 'react-native'
import { useSync } from '../../store/hooks.ts'
import { useSessionView } from '../../sync/useSessionView.ts'
import { Button } from '../Button.tsx'
import { here } from '../device.ts'
import { Notice } from '../Notice.tsx'
import { Sheet } from '../Sheet.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { useNow } from '../useNow.ts'
import { didOf, didWords } from '../words/didWords.ts'
import { fieldErrors, problemWords } from '../words/problemWords.ts'
import { whenWords } from '../words/times.ts'

/** Something the server refused: why, in a lifter's words, and what can be done. It stays until the lifter decides. */
export function AttentionCard({ attention }: { attention: Attention }) {
  const { operation, refusal, at } = attention
  const [discarding, setDiscarding] = useState(false)
  const retry = useSync((sync) => sync.retry)
  const discard = useSync((sync) => sync.discard)
  const now = useNow()
  const did = didOf(operation)
  const { session } = useSessionView(did.sessionId ?? '')
  const what = didWords(did, session)
  const why = problemWords({ code: refusal.code, errors: fieldErrors(refusal.errors) }, operation.body, session)
  const close = () => setDiscarding(false)
  return (
    <Notice testID={`sync-attention-${operation.id}`} tone="attention" icon="attention" title={what}>
      <Text>{why}</Text>
      <Text look="small" tone="muted" tabular>
        {`Logged ${whenWords(operation.createdAt, now)} · refused ${whenWords(at, now)}`}
      </Text>
      <View style={styles.actions}>
        <Button testID={`sync-retry-${operation.id}`} label="Try again" onPress={() => retry(operation.id)} />
        <Button testID={`sync-discard-${operation.id}`} look="plain" label="Discard change" onPress={() => setDiscarding(true)} />
      </View>
      <Sheet open={discarding} title="Discard this change?" onClose={close} testID="discard-sheet">
        <Text>{`“${what}” won't be sent to the server. What you logged stays ${here}.`}</Text>
        <Button
          testID="discard-confirm"
          look="danger"
          label="Discard change"
          onPress={() => {
            close()
            discard(operation.id)
          }}
        />
        <Button testID="discard-cancel" label="Keep it" onPress={close} />
      </Sheet>
    </Notice>
  )
}

const styles = StyleSheet.create({ actions: { flexDirection: 'row', flexWrap: 'wrap', gap: space.s } })
