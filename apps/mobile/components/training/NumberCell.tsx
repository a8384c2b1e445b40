import { memo } from 'react'
import { StyleSheet, TextInput } from 'react-native'
import { onWeb } from '../onWeb.ts'
import { radius, target, type } from '../theme/tokens.ts'
import { themed, useTheme } from '../theme/useTheme.ts'
import type { Cell } from './setCells.ts'

type Props = {
  cell: Cell
  /** "Weight in kilograms, set 2 of Bench press". */
  label: string
  testID: string
  active: boolean
  logged: boolean
  onTake: () => void
  onType: (text: string) => void
  onStep: (direction: 1 | -1) => void
  onEnter: () => void
  onLeave: () => void
}

/** One number of a set. The first key replaces what stands there; every key is kept; Enter logs the set. */
export const NumberCell = memo(function NumberCell({
  cell,
  label,
  testID,
  active,
  logged,
  onTake,
  onType,
  onStep,
  onEnter,
  onLeave,
}: Props) {
  const { colors } = useTheme()
  const styles = useStyles()
  return (
    <TextInput
      testID={testID}
      aria-label={label}
      value={cell.text}
      placeholder={cell.placeholder}
      placeholderTextColor={colors.muted}
      selectionColor={colors.accent}
      onChangeText={onType}
      onFocus={onTake}
      onBlur={onLeave}
      onSubmitEditing={onEnter}
      onKeyPress={(event) => {
        const { key } = event.nativeEvent
        if (key !== 'ArrowUp' && key !== 'ArrowDown') return
        event.preventDefault()
        onStep(key === 'ArrowUp' ? 1 : -1)
      }}
      submitBehavior="submit"
      selectTextOnFocus
      inputMode="decimal"
      enterKeyHint="done"
      autoComplete="off"
      autoCorrect={false}
      {...onWeb({ dataSet: { look: cell.look } })}
      style={[
        styles.cell,
        logged && styles.logged,
        (cell.look === 'ghost' || cell.text === '') && styles.ghost,
        active && styles.active,
        cell.problem !== null && styles.bad,
      ]}
    />
  )
})

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    cell: {
      ...type.number,
      fontVariant: ['tabular-nums'],
      width: '100%',
      height: target.min,
      paddingHorizontal: 2,
      paddingVertical: 0,
      textAlign: 'center',
      borderRadius: radius.s,
      borderWidth: 1,
      borderColor: colors.outline,
      backgroundColor: colors.background,
      color: colors.text,
      outlineWidth: 0,
    },
    ghost: { color: colors.muted, fontWeight: '500' },
    // What is logged is ink on the page, no longer a form; it can still be touched and changed.
    logged: { borderColor: 'transparent', backgroundColor: 'transparent' },
    active: { borderColor: colors.accent, borderWidth: 2 },
    bad: { borderColor: colors.attention, borderWidth: 2, color: colors.attention },
  }),
)
