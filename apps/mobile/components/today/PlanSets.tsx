import type { Plan, PlannedSet } from '@holdfast/contract'
import { StyleSheet, View } from 'react-native'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed } from '../theme/useTheme.ts'
import { number, setWords } from '../words/amounts.ts'

/** Every planned set, exercise by exercise. */
export function PlanSets({ plan }: { plan: Plan }) {
  const styles = useStyles()
  return [...plan]
    .sort((a, b) => a.order - b.order)
    .map((exercise) => (
      <View key={exercise.id}>
        <Text look="heading" role="heading" aria-level={2}>
          {exercise.name}
        </Text>
        {exercise.notes !== '' && (
          <Text look="small" tone="muted">
            {exercise.notes}
          </Text>
        )}
        <View style={styles.sets}>
          {numbered(exercise.sets).map(({ set, name }) => (
            <View key={set.id} style={styles.line}>
              <Text look="strong" tabular tone="muted" style={styles.number}>
                {name}
              </Text>
              <Text look="number" style={styles.amount}>
                {`${setWords(set)}${set.isAmrap ? '+' : ''}`}
              </Text>
              {set.targetRpe !== null && (
                <Text look="small" tone="muted" tabular>
                  {`RPE ${number(set.targetRpe)}`}
                </Text>
              )}
            </View>
          ))}
        </View>
      </View>
    ))
}

/** Warm-ups are numbered W1, W2; the others 1, 2. */
function numbered(sets: readonly PlannedSet[]): { set: PlannedSet; name: string }[] {
  let warmups = 0
  let others = 0
  return sets.map((set) => ({ set, name: set.setType === 'warmup' ? `W${++warmups}` : String(++others) }))
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    sets: { marginTop: space.s },
    line: { minHeight: 44, flexDirection: 'row', alignItems: 'center', gap: space.m, borderTopWidth: 1, borderTopColor: colors.hairline },
    number: { width: 32 },
    amount: { flex: 1 },
  }),
)
