import type { Session } from '@holdfast/contract'
import { View } from 'react-native'
import { Text } from '../theme/Text.tsx'
import { useNow } from '../controls/useNow.ts'
import { dayWords } from '../words/times.ts'
import { localDay } from '../../sync/session/localDay.ts'

/** The day and name of a session, and its position in the programme. */
export function SessionHeading({ session }: { session: Session }) {
  const now = useNow()
  const { programme, scheduledOn, title } = session
  return (
    <View>
      <Text look="label" tone="accent">
        {dayWords(scheduledOn, localDay(now))}
      </Text>
      <Text look="display" tabular={false} role="heading" aria-level={1}>
        {title}
      </Text>
      {programme && (
        <Text look="body" tone="muted">
          {`${programme.name} · week ${programme.week} · ${programme.day}`}
        </Text>
      )}
    </View>
  )
}
