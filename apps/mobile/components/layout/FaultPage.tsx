import { useContext } from 'react'
import { ScrollView, StyleSheet, View } from 'react-native'
import { SafeAreaInsetsContext } from 'react-native-safe-area-context'
import { useWaitingIfKnown } from '../../store/hooks.ts'
import { Button } from '../controls/Button.tsx'
import { here } from '../words/device.ts'
import { onWeb } from '../touch/onWeb.ts'
import { canReload, reloadNewVersion } from '../install/ServiceWorker'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed } from '../theme/useTheme.ts'
import { faultWords, type FaultKind } from '../words/faultWords.ts'

type Props = { kind: FaultKind; /** For a support request. */ why?: string; busy?: boolean; onTryAgain: () => void; onBack: () => void }

/** Replaces a page that cannot be shown. It needs no provider above it: no stores, no router, no safe area. */
export function FaultPage({ kind, why, busy = false, onTryAgain, onBack }: Props) {
  const styles = useStyles()
  const insets = useContext(SafeAreaInsetsContext)
  const waiting = useWaitingIfKnown()
  return (
    <View role="main" style={styles.page} testID="fault" {...onWeb({ dataSet: { kind } })}>
      <ScrollView contentContainerStyle={[styles.column, { paddingTop: (insets?.top ?? 0) + space.l }]}>
        <Text look="title" role="heading" aria-level={1}>
          {faultWords.title(kind)}
        </Text>
        <Text tone="muted">{faultWords.body(kind)}</Text>
        <Text testID="fault-safe">{faultWords.safe(waiting, here)}</Text>
        <Button testID="fault-try-again" look="primary" label="Try again" busy={busy} onPress={onTryAgain} />
        {canReload && <Button testID="fault-reload" label="Reload" onPress={reloadNewVersion} />}
        <Button testID="fault-back" look="plain" label="Back" onPress={onBack} />
        {why !== undefined && (
          <Text testID="fault-why" look="small" tone="muted" selectable>
            {why}
          </Text>
        )}
      </ScrollView>
    </View>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    page: { flex: 1, backgroundColor: colors.background },
    column: { flexGrow: 1, justifyContent: 'center', width: '100%', maxWidth: 440, alignSelf: 'center', padding: space.l, gap: space.l },
  }),
)
