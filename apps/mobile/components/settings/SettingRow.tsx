import { StyleSheet, View } from 'react-native'
import { space, target } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed } from '../theme/useTheme.ts'

/** The texts of a row: its name, and a note about it. */
export type RowWords = { label: string; note?: string | undefined }

/** The same for screen readers, as sentences. */
export function spokenRow({ label, note }: RowWords): string {
  return note === undefined ? label : `${label}. ${note}`
}

/** The texts of a row, with space for the control at its end. */
export function SettingRowWords({ label, note }: RowWords) {
  return (
    <View style={plain.words}>
      <Text look="strong">{label}</Text>
      {note !== undefined && (
        <Text look="small" tone="muted">
          {note}
        </Text>
      )}
    </View>
  )
}

/** A row that can be tapped as a whole. */
export const useRowStyles = themed(({ colors }) =>
  StyleSheet.create({
    row: {
      minHeight: target.check,
      flexDirection: 'row',
      alignItems: 'center',
      gap: space.m,
      paddingVertical: space.s,
      borderTopWidth: 1,
      borderTopColor: colors.hairline,
    },
    pressed: { opacity: 0.75 },
  }),
)

const plain = StyleSheet.create({ words: { flex: 1 } })
