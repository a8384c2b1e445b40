import { useState } from 'react'
import type { ReactNode } from 'react'
import { StyleSheet, View } from 'react-native'
import { useAccount, useSession, useSync } from '../../store/hooks.ts'
import { Button } from '../Button.tsx'
import { here } from '../device.ts'
import { Page } from '../layout/Page.tsx'
import { Sheet } from '../Sheet.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed, useTheme } from '../theme/useTheme.ts'
import { unsentWords } from '../words/unsentWords.ts'

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

function SignOut() {
  const [asking, setAsking] = useState(false)
  const signOut = useAccount((state) => state.signOut)
  const waiting = useSync((sync) => sync.waiting.length)
  const attention = useSync((sync) => sync.attention.length)
  const offline = useSync((sync) => sync.online === 'offline')
  const training = useSession(
    (session) => session.sessionId !== null && session.ended === null && Object.keys(session.actualSets).length > 0,
  )
  const unsent = waiting + attention
  const close = () => setAsking(false)
  return (
    <>
      <Button testID="sign-out" label="Sign out" onPress={() => (unsent === 0 && !training ? signOut() : setAsking(true))} />
      <Sheet open={asking} title={unsentWords.title(unsent)} onClose={close} testID="sign-out-sheet">
        <Text>{unsentWords.body({ unsent, attention, training, offline }, here)}</Text>
        <View style={sheetStyles.actions}>
          <Button testID="sign-out-stay" look="primary" label="Stay signed in" onPress={close} />
          <Button
            testID="sign-out-keep"
            look="danger"
            label={`Sign out, keep ${unsent === 0 ? 'it' : 'everything'} ${here}`}
            onPress={signOut}
          />
        </View>
      </Sheet>
    </>
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

const sheetStyles = StyleSheet.create({ actions: { gap: space.s } })

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    line: { flexDirection: 'row', gap: space.l, paddingVertical: space.l, borderTopWidth: 1, borderTopColor: colors.hairline },
    end: { borderTopWidth: 1, borderTopColor: colors.hairline },
    name: { width: 120 },
    value: { flex: 1 },
  }),
)
