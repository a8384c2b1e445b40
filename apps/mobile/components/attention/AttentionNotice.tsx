import type { Attention } from '@holdfast/outbox'
import { useRouter } from 'expo-router'
import { useSync } from '../../store/hooks.ts'
import { Button } from '../controls/Button.tsx'
import { Notice } from '../controls/Notice.tsx'
import { Text } from '../theme/Text.tsx'
import { count } from '../words/amounts.ts'
import { useRejectionWords } from './useRejectionWords.ts'

const TOLD_MAX = 3

type Props = { testID: string; attention: readonly Attention[] }

/** A rejection, what it means for the workout, and a link to decide about it. */
export function AttentionNotice({ testID, attention }: Props) {
  const [first, ...others] = attention
  if (!first) return null
  if (others.length === 0) return <OneRejection testID={testID} attention={first} />
  const more = attention.length - TOLD_MAX
  return (
    <Notice testID={testID} tone="attention" icon="attention" title={`${count(attention.length, 'change')} need your attention`}>
      {attention.slice(0, TOLD_MAX).map((one) => (
        <Sentence key={one.operation.id} attention={one} />
      ))}
      {more > 0 && <Text tone="muted">{`And ${more} more.`}</Text>}
      <Decide testID={testID} />
    </Notice>
  )
}

/** Everything on this device that waits for a decision. */
export function AllAttention({ testID }: { testID: string }) {
  return <AttentionNotice testID={testID} attention={useSync((sync) => sync.attention)} />
}

function OneRejection({ testID, attention }: { testID: string; attention: Attention }) {
  const { what, why } = useRejectionWords(attention)
  return (
    <Notice testID={testID} tone="attention" icon="attention" title={what}>
      <Text>{why}</Text>
      <Decide testID={testID} />
    </Notice>
  )
}

function Sentence({ attention }: { attention: Attention }) {
  const { what, why } = useRejectionWords(attention)
  return <Text>{`${what}. ${why}`}</Text>
}

function Decide({ testID }: { testID: string }) {
  const router = useRouter()
  return <Button testID={`${testID}-open`} label="See what you can do" onPress={() => router.navigate('/sync')} />
}
