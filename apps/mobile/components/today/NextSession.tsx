import { useRouter } from 'expo-router'
import { StyleSheet, View } from 'react-native'
import type { SessionView } from '../../sync/session/overlay.ts'
import { Icon } from '../controls/Icon.tsx'
import { LinkPress } from '../controls/LinkPress.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed, useTheme } from '../theme/useTheme.ts'
import { useNow } from '../controls/useNow.ts'
import { count } from '../words/amounts.ts'
import { dayWords } from '../words/times.ts'
import { localDay } from '../../sync/session/localDay.ts'

/** The next session after today, shown small. */
export function NextSession({ session }: { session: SessionView }) {
  const router = useRouter()
  const { colors } = useTheme()
  const styles = useStyles()
  const day = dayWords(session.scheduledOn, localDay(useNow()))
  const size = count(session.plan.length, 'exercise')
  return (
    <LinkPress
      testID="next-session"
      aria-label={`Next: ${session.title}, ${day}, ${size}`}
      onPress={() => router.push({ pathname: '/session/[sessionId]', params: { sessionId: session.id } })}
      style={styles.line}
    >
      <View style={styles.words}>
        <Text look="label" tone="muted">{`Next · ${day}`}</Text>
        <Text look="heading">{session.title}</Text>
        <Text look="small" tone="muted">
          {size}
        </Text>
      </View>
      <Icon name="forward" color={colors.muted} />
    </LinkPress>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    line: { flexDirection: 'row', alignItems: 'center', paddingVertical: space.l, borderTopWidth: 1, borderTopColor: colors.hairline },
    words: { flex: 1 },
  }),
)
