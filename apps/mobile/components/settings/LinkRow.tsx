import { Icon } from '../controls/Icon.tsx'
import { LinkPress } from '../controls/LinkPress.tsx'
import { useTheme } from '../theme/useTheme.ts'
import { SettingRowWords, spokenRow, useRowStyles, type RowWords } from './SettingRow.tsx'

/** A link to another page. */
export function LinkRow({ label, note, onPress, testID }: RowWords & { onPress: () => void; testID: string }) {
  const { colors } = useTheme()
  const styles = useRowStyles()
  return (
    <LinkPress
      testID={testID}
      aria-label={spokenRow({ label, note })}
      onPress={onPress}
      style={({ pressed }) => [styles.row, pressed && styles.pressed]}
    >
      <SettingRowWords label={label} note={note} />
      <Icon name="forward" color={colors.muted} size={20} />
    </LinkPress>
  )
}
