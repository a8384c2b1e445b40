import type { ReactNode } from 'react'
import { StyleSheet, View } from 'react-native'
import { useAccount } from '../../store/hooks.ts'
import { here } from '../device.ts'
import { Page } from '../layout/Page.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed, useTheme } from '../theme/useTheme.ts'
import { SignOut } from './SignOut.tsx'

/** Who is signed in, how the app looks, where workouts are kept, and the way out. */
export function SettingsPage() {
  const styles = useStyles()
  const { scheme } = useTheme()
  const account = useAccount((state) => (state.phase.at === 'ready' ? state.phase.account : null))
  return (
    <Page>
      <Text look="title" role="heading" aria-level={1}>
        Settings
      </Text>
      <View>
        <Line name="Signed in as">
          <Text testID="account-name" look="strong">
            {account?.name}
          </Text>
          <Text look="small" tone="muted">
            {account?.email}
          </Text>
        </Line>
        <Line name="Appearance">
          <Text look="strong">{scheme === 'dark' ? 'Dark' : 'Light'}</Text>
          <Text look="small" tone="muted">
            Follows your system
          </Text>
        </Line>
        <Line name="Your workouts">
          <Text look="strong">{`Saved ${here} first`}</Text>
          <Text look="small" tone="muted">
            A ✓ means it is written down here. ✓✓ means the server has it too.
          </Text>
        </Line>
        <View style={styles.end} />
      </View>
      <SignOut />
    </Page>
  )
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  const styles = useStyles()
  return (
    <View style={styles.line}>
      <Text tone="muted" style={styles.name}>
        {name}
      </Text>
      <View style={styles.value}>{children}</View>
    </View>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    line: { flexDirection: 'row', gap: space.l, paddingVertical: space.l, borderTopWidth: 1, borderTopColor: colors.hairline },
    end: { borderTopWidth: 1, borderTopColor: colors.hairline },
    name: { width: 120 },
    value: { flex: 1 },
  }),
)
