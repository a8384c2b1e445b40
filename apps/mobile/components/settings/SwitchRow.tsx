import { Pressable, StyleSheet, View } from 'react-native'
import { spacePresses } from '../touch/onWeb.ts'
import { Text } from '../theme/Text.tsx'
import { themed } from '../theme/useTheme.ts'
import { SettingRowWords, spokenRow, useRowStyles, type RowWords } from './SettingRow.tsx'

type Props = RowWords & { on: boolean; onChange: (on: boolean) => void; testID: string }

/** A setting that is on or off. The whole row is the switch; the word next to it shows the state without colour. */
export function SwitchRow({ label, note, on, onChange, testID }: Props) {
  const rowStyles = useRowStyles()
  const styles = useStyles()
  const change = () => onChange(!on)
  return (
    <Pressable
      testID={testID}
      role="switch"
      aria-checked={on}
      aria-label={spokenRow({ label, note })}
      onPress={change}
      {...spacePresses(change)}
      style={({ pressed }) => [rowStyles.row, pressed && rowStyles.pressed]}
    >
      <SettingRowWords label={label} note={note} />
      <Text look="small" tone="muted">
        {on ? 'On' : 'Off'}
      </Text>
      <View style={[styles.track, on && styles.trackOn]}>
        <View style={[styles.thumb, on && styles.thumbOn]} />
      </View>
    </Pressable>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    track: { width: 48, height: 28, borderRadius: 14, borderWidth: 2, borderColor: colors.outline, justifyContent: 'center' },
    trackOn: { backgroundColor: colors.accent, borderColor: colors.accent },
    thumb: { width: 16, height: 16, borderRadius: 8, marginLeft: 4, backgroundColor: colors.outline },
    thumbOn: { marginLeft: 24, backgroundColor: colors.onAccent },
  }),
)
