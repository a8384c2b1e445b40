import { StyleSheet, View } from 'react-native'
import type { SetMark } from '../../store/syncStore.ts'
import { Icon } from '../controls/Icon.tsx'
import { here } from '../words/device.ts'
import { onWeb } from '../touch/onWeb.ts'
import { useTheme } from '../theme/useTheme.ts'
import { markWords } from '../words/markWords.ts'

type Props = { mark: SetMark; reason?: string | undefined; testID: string; size?: number; notSaved?: boolean }

/**
 * Where a part of the log is: ✓ on this device, ✓ and a clock being sent, ✓✓ on the server, ! needs attention. Shown by shape, then by
 * colour.
 */
export function SetMarkIcon({ mark, reason, testID, size = 26, notSaved = false }: Props) {
  const { colors } = useTheme()
  const words = notSaved ? 'not saved' : markWords(mark, here, reason)
  return (
    <View testID={testID} role="img" aria-label={words} style={styles.mark} {...onWeb({ dataSet: { mark }, title: words })}>
      {mark === 'device' && <Icon name="tick" color={colors.ok} size={size} strokeWidth={2.6} />}
      {mark === 'waiting' && <Icon name="tickWaiting" color={colors.ok} accent={colors.waiting} size={size} strokeWidth={2.6} />}
      {mark === 'server' && <Icon name="twoTicks" color={colors.ok} size={size} strokeWidth={2.4} />}
      {mark === 'attention' && <Icon name="attention" color={colors.attention} size={size} strokeWidth={3} />}
    </View>
  )
}

const styles = StyleSheet.create({ mark: { alignItems: 'center', justifyContent: 'center', pointerEvents: 'none' } })
