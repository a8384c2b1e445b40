import type { Weight } from '@holdfast/contract'
import { Pressable, ScrollView, StyleSheet, View } from 'react-native'
import { Chips } from '../Chips.tsx'
import { Icon } from '../Icon.tsx'
import { keepsFocus } from '../onWeb.ts'
import { radius, space, target } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed, useTheme } from '../theme/useTheme.ts'
import { number } from '../words/amounts.ts'
import { rpeChoices, rpeWords } from '../words/rpe.ts'
import type { Field } from './setCells.ts'
import { stepOf } from './step.ts'

type Props = {
  field: Field
  name: string
  text: string
  unit: Weight['unit']
  onStep: (by: number) => void
  onType: (text: string) => void
}

/** Up and down for the cell in hand, at the thumb. For RPE the few values there are. */
export function StepperStrip({ field, name, text, unit, onStep, onType }: Props) {
  const styles = useStyles()
  if (field === 'rpe') {
    return (
      <ScrollView horizontal showsHorizontalScrollIndicator={false} keyboardShouldPersistTaps="always" style={styles.scroll}>
        <Chips
          label={`RPE of ${name}`}
          choices={rpeChoices.map((rpe) => ({
            value: number(rpe),
            label: number(rpe),
            spoken: `RPE ${number(rpe)}, ${rpeWords(rpe)}`,
            testID: `rpe-${number(rpe)}`,
          }))}
          chosen={text === '' ? null : text.replace(',', '.')}
          onChoose={(rpe) => onType(rpe ?? '')}
        />
      </ScrollView>
    )
  }
  const step = stepOf(field, unit)
  const what = field === 'weight' ? `${number(step)} ${unit}` : `${step} rep`
  return (
    <View style={styles.strip}>
      <Step direction="minus" label={`${what} less, ${name}`} words={`− ${number(step)}`} onPress={() => onStep(-step)} />
      <View style={styles.middle}>
        <Text look="label" tone="muted">
          {name}
        </Text>
        <Text look="number">{`${text === '' ? '–' : text} ${field === 'weight' ? unit : 'reps'}`}</Text>
      </View>
      <Step direction="plus" label={`${what} more, ${name}`} words={`+ ${number(step)}`} onPress={() => onStep(step)} />
    </View>
  )
}

function Step({ direction, label, words, onPress }: { direction: 'plus' | 'minus'; label: string; words: string; onPress: () => void }) {
  const { colors } = useTheme()
  const styles = useStyles()
  return (
    <Pressable
      testID={`step-${direction}`}
      role="button"
      aria-label={label}
      onPress={onPress}
      {...keepsFocus()}
      style={({ pressed }) => [styles.step, pressed && styles.pressed]}
    >
      <Icon name={direction} color={colors.text} size={18} strokeWidth={2.6} />
      <Text look="strong" tabular>
        {words.slice(2)}
      </Text>
    </Pressable>
  )
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    scroll: { flexGrow: 0 },
    strip: { flexDirection: 'row', alignItems: 'center', gap: space.s },
    middle: { flex: 1, alignItems: 'center' },
    step: {
      minWidth: 96,
      height: target.check,
      flexDirection: 'row',
      gap: space.xs,
      alignItems: 'center',
      justifyContent: 'center',
      borderRadius: radius.m,
      backgroundColor: colors.raised,
    },
    pressed: { opacity: 0.7 },
  }),
)
