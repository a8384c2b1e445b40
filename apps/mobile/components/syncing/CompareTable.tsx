import type { ActualSet, Session } from '@holdfast/contract'
import { StyleSheet, View } from 'react-native'
import type { ComparedExercise, ComparedSet, Comparison } from '../../sync/session/compareLogs.ts'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed } from '../theme/useTheme.ts'
import { setWords } from '../words/amounts.ts'
import { columnWords, differenceWords, numbersOf } from '../words/compareWords.ts'
import { setName } from '../words/didWords.ts'

/** The name of a log, and when it was logged. */
export type ColumnHead = { name: string; when: string | null }
type Heads = readonly [ColumnHead, ColumnHead]
type Props = { comparison: Comparison; session: Session; heads: Heads }

/** Two logs next to each other, exercise by exercise; what is only in one of them comes first. Differences are written in words. */
export function CompareTable({ comparison, session, heads }: Props) {
  const { onlyLeft, onlyRight, exercises } = comparison
  return (
    <View style={plain.table}>
      <Alone testID="compare-alone-right" name="Only in the other version" sets={onlyRight} session={session} />
      <Alone testID="compare-alone-left" name="Only in the one that counts" sets={onlyLeft} session={session} />
      {exercises.map((exercise) => (
        <ExerciseTable key={exercise.exerciseId} exercise={exercise} heads={heads} />
      ))}
    </View>
  )
}

/** The sets that only one of the logs has. */
function Alone({ testID, name, sets, session }: { testID: string; name: string; sets: readonly ActualSet[]; session: Session }) {
  const styles = useStyles()
  if (sets.length === 0) return null
  return (
    <View testID={testID}>
      <Text look="heading" role="heading" aria-level={2} style={styles.title}>
        {name}
      </Text>
      <View role="list" aria-label={name}>
        {sets.map((set) => (
          <View key={set.id} role="listitem" style={[styles.row, styles.line]}>
            <Text look="small" tone="muted" tabular style={styles.column}>
              {setName(session, { setId: set.id, exerciseId: set.exerciseId })}
            </Text>
            <Text look="strong" tabular>
              {setWords(set)}
            </Text>
          </View>
        ))}
      </View>
    </View>
  )
}

function ExerciseTable({ exercise: { exerciseId, name, sets }, heads }: { exercise: ComparedExercise; heads: Heads }) {
  const styles = useStyles()
  const numbers = numbersOf(sets)
  return (
    <View testID={`compare-${exerciseId}`}>
      <Text look="heading" role="heading" aria-level={2} style={styles.title}>
        {name}
      </Text>
      <View role="table" aria-label={name}>
        <View role="row" style={[styles.row, styles.line]}>
          <Text role="columnheader" look="label" tone="muted" style={styles.number}>
            Set
          </Text>
          {heads.map((head) => (
            <View key={head.name} role="columnheader" style={styles.column}>
              <Text look="label" tone="muted">
                {head.name}
              </Text>
              {head.when !== null && (
                <Text look="small" tone="muted" tabular>
                  {head.when}
                </Text>
              )}
            </View>
          ))}
        </View>
        {sets.map((set, at) => (
          <SetPair key={set.setId} set={set} {...numbers[at]!} />
        ))}
      </View>
    </View>
  )
}

function SetPair({ set: { setId, left, right }, number, spoken }: { set: ComparedSet; number: string; spoken: string }) {
  const styles = useStyles()
  const difference = left && right ? differenceWords(left, right) : ''
  return (
    <View testID={`compare-set-${setId}`} role="row" style={styles.row}>
      <View role="none" style={styles.line}>
        <Text role="rowheader" aria-label={spoken} look="strong" tone="muted" tabular style={styles.number}>
          {number}
        </Text>
        <Amount set={left} />
        <Amount set={right} />
      </View>
      {difference !== '' && (
        <Text role="cell" look="small" tone="accent" tabular style={styles.difference}>
          {difference}
        </Text>
      )}
    </View>
  )
}

/** One set in its column: the load on its own line, so that two columns fit on a narrow phone. */
function Amount({ set }: { set: ActualSet | null }) {
  const styles = useStyles()
  const { amount, effort } = columnWords(set)
  return (
    <View role="cell" style={styles.column}>
      <Text look={set ? 'strong' : 'body'} tone={set ? 'text' : 'muted'} tabular>
        {amount}
      </Text>
      {effort !== null && (
        <Text look="small" tone="muted" tabular>
          {effort}
        </Text>
      )}
    </View>
  )
}

const NUMBER_WIDTH = 36

const plain = StyleSheet.create({ table: { gap: space.xl } })

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    title: { paddingBottom: space.s },
    row: { paddingVertical: space.s, borderTopWidth: 1, borderTopColor: colors.hairline },
    line: { flexDirection: 'row', alignItems: 'flex-start', gap: space.s },
    number: { width: NUMBER_WIDTH },
    column: { flex: 1 },
    difference: { paddingLeft: NUMBER_WIDTH + space.s },
  }),
)
