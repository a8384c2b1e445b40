import { StyleSheet, View } from 'react-native'
import { space, target } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed } from '../theme/useTheme.ts'

/** What a row of the settings says: its name, and what it is about. */
export type RowWords = { label: string; note?: string | undefined }

/** The same for ears, in one sentence after the other. */
export function spokenRow({ label, note }: RowWords): string {
  return note === undefined ? label : `${label}. ${note}`
}

/** The words of a row, and the room they leave for what stands at its end. */
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

/** A row that is tapped as a whole. */
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
