import { memo, useEffect, useRef } from 'react'
import { StyleSheet, TextInput } from 'react-native'
import { onWeb } from '../touch/onWeb.ts'
import { radius, target, type } from '../theme/tokens.ts'
import { themed, useTheme } from '../theme/useTheme.ts'
import { useOwnKeys } from './ownKeys'
import type { Cell, Field } from '../session/setCells.ts'
import { Steppable } from './Steppable'

type Props = Cell & {
  field: Field
  /** "Weight in kilograms, set 2 of Bench press". */
  label: string
  testID: string
  active: boolean
  logged: boolean
  /** Smaller digits, so that a narrow cell cuts none off. */
  isSmall: boolean
  on: CellActs
}

/** What can be done in a cell. The functions are the same for all cells of a row, until it unmounts. */
export type CellActs = {
  take(field: Field): void
  type(field: Field, text: string): void
  step(field: Field, direction: 1 | -1): void
  enter(): void
  leave(field: Field): void
  close(): void
}

/**
 * One number of a set. The first key replaces its text; every key is saved; Enter logs the set; Escape leaves the cell; a key or a screen
 * reader's swipe changes it by a step. It is a real input, so that hardware keyboards work. Only the system's keyboard is hidden where the
 * app's keypad is used.
 */
export const NumberCell = memo(function NumberCell(props: Props) {
  const { field, text, placeholder, number, look, problem, label, testID, active, logged, isSmall, on } = props
  const { colors } = useTheme()
  const styles = useStyles()
  const ownKeys = useOwnKeys()
  const input = useRef<TextInput>(null)
  // The keypad moves the focus, and releases it when it closes: the next touch must find an inactive cell.
  useEffect(() => {
    if (active) input.current?.focus()
    else if (input.current?.isFocused()) input.current.blur()
  }, [active])
  const spoken = text === '' ? 'empty' : text
  return (
    <Steppable label={label} value={spoken} onStep={(by) => on.step(field, by)} onTake={() => input.current?.focus()}>
      <TextInput
        ref={input}
        testID={testID}
        role="spinbutton"
        aria-label={label}
        aria-valuetext={spoken}
        {...(number === null ? {} : { 'aria-valuenow': number })}
        importantForAccessibility="no"
        value={text}
        placeholder={placeholder}
        placeholderTextColor={colors.muted}
        selectionColor={colors.accent}
        onChangeText={(typed) => on.type(field, typed)}
        onFocus={() => on.take(field)}
        onBlur={() => on.leave(field)}
        onSubmitEditing={on.enter}
        onKeyPress={(event) => {
          const { key } = event.nativeEvent
          if (key === 'Escape') on.close()
          if (key !== 'ArrowUp' && key !== 'ArrowDown') return
          event.preventDefault()
          on.step(field, key === 'ArrowUp' ? 1 : -1)
        }}
        submitBehavior="submit"
        selectTextOnFocus
        showSoftInputOnFocus={!ownKeys}
        inputMode={ownKeys ? 'none' : 'decimal'}
        enterKeyHint="done"
        autoComplete="off"
        autoCorrect={false}
        {...onWeb({ dataSet: { look }, blurOnSubmit: false })}
        style={[
          styles.cell,
          isSmall && styles.small,
          logged && styles.logged,
          (look === 'ghost' || text === '') && styles.ghost,
          active && styles.active,
          problem !== null && styles.bad,
        ]}
      />
    </Steppable>
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
    small: { fontSize: 15, paddingHorizontal: 0 },
    ghost: { color: colors.muted, fontWeight: '500' },
    // A logged number looks like text, not like a form field. It can still be touched and changed.
    logged: { borderColor: 'transparent', backgroundColor: 'transparent' },
    active: { borderColor: colors.accent, borderWidth: 2 },
    bad: { borderColor: colors.attention, borderWidth: 2, color: colors.attention },
  }),
)
