import { Pressable, StyleSheet, View } from 'react-native'
import { Icon } from '../controls/Icon.tsx'
import { keepsFocus, spacePresses } from '../touch/onWeb.ts'
import { radius, space, target } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed, useTheme } from '../theme/useTheme.ts'
import { decimalMark } from '../words/decimalMark.ts'
import { platesFor, plateWords } from '../words/plates.ts'
import { useLogger } from '../session/loggerContext.ts'
import { PlatePicture } from './PlatePicture.tsx'
import type { SetPlace } from '../session/sessionRows.ts'
import type { Field } from '../session/setCells.ts'
import type { SetRowState } from '../set/useSetRow.ts'

type Props = { place: SetPlace; field: Field; row: SetRowState; onClose: () => void }

/** The name of the active cell, the plates of a weight, and the button that closes the keypad. */
export function KeypadHead({ place, field, row, onClose }: Props) {
  const { colors } = useTheme()
  const styles = useStyles()
  const { cells } = useLogger()
  const weight = field === 'weight' && row.values.kind === 'ok' ? row.values.values.weight : null
  const isLoaded = weight && row.onBar
  const plates = isLoaded ? platesFor(weight.value, row.rack) : null
  const under = isLoaded ? plateWords(weight.value, row.rack, weight.unit, decimalMark) : null
  const turnBar = () => cells.getState().setBar(place.exerciseKey, !row.onBar)
  return (
    <View style={styles.head}>
      <View style={styles.words}>
        <Text look="label" tone="muted" numberOfLines={1}>
          {`${place.name} · ${place.exerciseName}`}
        </Text>
        {under !== null && (
          <View style={styles.plates}>
            {plates?.kind === 'loaded' && plates.each.length > 0 && (
              <PlatePicture each={plates.each} heaviest={Math.max(...row.rack.plates)} />
            )}
            <Text testID="plates" look="label" tabular role="status">
              {under}
            </Text>
          </View>
        )}
      </View>
      {field === 'weight' && (
        <Pressable
          testID="key-bar"
          role="switch"
          aria-checked={row.onBar}
          aria-label={`Plates for a bar of ${row.rack.bar} ${row.unit === 'kg' ? 'kilograms' : 'pounds'}`}
          onPress={turnBar}
          {...spacePresses(turnBar)}
          {...keepsFocus()}
          style={({ pressed }) => [styles.control, row.onBar && styles.on, pressed && styles.pressed]}
        >
          <Icon name="barbell" color={row.onBar ? colors.accent : colors.muted} />
        </Pressable>
      )}
      <Pressable
        testID="key-close"
        role="button"
        aria-label="Close the keys"
        onPress={onClose}
        {...keepsFocus()}
        style={({ pressed }) => [styles.control, pressed && styles.pressed]}
      >
        <Icon name="down" color={colors.muted} />
      </Pressable>
    </View>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    head: { flexDirection: 'row', alignItems: 'center', gap: space.s, minHeight: target.min },
    words: { flex: 1, gap: 2 },
    plates: { flexDirection: 'row', alignItems: 'center', gap: space.s },
    control: {
      width: target.min,
      height: target.min,
      alignItems: 'center',
      justifyContent: 'center',
      borderRadius: radius.s,
      borderWidth: 1,
      borderColor: 'transparent',
    },
    on: { backgroundColor: colors.accentTint, borderColor: colors.accent },
    pressed: { backgroundColor: colors.raised },
  }),
)
