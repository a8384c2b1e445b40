import { useState } from 'react'
import type { Ref } from 'react'
import { StyleSheet, TextInput, View } from 'react-native'
import type { TextInputProps } from 'react-native'
import { radius, space, target, type } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed, useTheme } from '../theme/useTheme.ts'

type Props = TextInputProps & { label: string; ref?: Ref<TextInput> }

/** A labelled text field of one line, or of several with `multiline`. */
export function Field({ label, style, ...input }: Props) {
  const { colors } = useTheme()
  const styles = useStyles()
  const [focused, setFocused] = useState(false)
  return (
    <View style={styles.field}>
      <Text look="label" tone="muted">
        {label}
      </Text>
      <TextInput
        aria-label={label}
        placeholderTextColor={colors.muted}
        selectionColor={colors.accent}
        {...input}
        onFocus={(event) => {
          setFocused(true)
          input.onFocus?.(event)
        }}
        onBlur={(event) => {
          setFocused(false)
          input.onBlur?.(event)
        }}
        style={[styles.input, input.multiline && styles.lines, focused && styles.focused, style]}
      />
    </View>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    field: { gap: space.xs },
    input: {
      ...type.body,
      minHeight: target.min + 4,
      paddingHorizontal: space.m,
      paddingVertical: space.m,
      borderWidth: 1,
      borderColor: colors.outline,
      borderRadius: radius.s,
      color: colors.text,
      backgroundColor: colors.background,
    },
    lines: { minHeight: 96, textAlignVertical: 'top' },
    focused: { borderColor: colors.accent, outlineColor: colors.accent, outlineWidth: 1, outlineStyle: 'solid' },
  }),
)
