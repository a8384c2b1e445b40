import type { Session } from '@holdfast/contract'
import { StyleSheet, View } from 'react-native'
import type { ComparedSet, Comparison } from '../../sync/compareLogs.ts'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed } from '../theme/useTheme.ts'
import { columnWords, differenceWords } from '../words/compareWords.ts'
import { setName } from '../words/didWords.ts'

type Props = { comparison: Comparison; session: Session; heads: readonly [string, string] }

/** Two logs beside each other, exercise by exercise; what they do not share stands on top. Differences are said in words. */
export function CompareTable({ comparison, session, heads }: Props) {
  const { onlyLeft, onlyRight, exercises } = comparison
  const alone = [...onlyRight.map((set) => ({ set, at: 1 })), ...onlyLeft.map((set) => ({ set, at: 0 }))]
  return (
    <View style={plain.table}>
      {alone.length > 0 && (
        <View testID="compare-alone">
          <Text look="heading" role="heading" aria-level={2}>
            Only in one of them
          </Text>
          {alone.map(({ set, at }) => (
            <Row
              key={set.id}
              name={setName(session, { setId: set.id, exerciseId: set.exerciseId })}
              left={at === 0 ? columnWords(set) : '–'}
              right={at === 1 ? columnWords(set) : '–'}
              difference={`Only in: ${heads[at]}`}
            />
          ))}
        </View>
      )}
      {exercises.map(({ exerciseId, name, sets }) => (
        <View key={exerciseId} testID={`compare-${exerciseId}`}>
          <Text look="heading" role="heading" aria-level={2}>
            {name}
          </Text>
          <Row name="Set" left={heads[0]} right={heads[1]} difference="" head />
          {sets.map((set, index) => (
            <Row
              key={set.setId}
              name={`Set ${index + 1}`}
              left={columnWords(set.left)}
              right={columnWords(set.right)}
              difference={differenceOf(set)}
            />
          ))}
        </View>
      ))}
    </View>
  )
}

function differenceOf({ left, right }: ComparedSet): string {
  return left && right ? differenceWords(left, right) : ''
}

function Row({
  name,
  left,
  right,
  difference,
  head = false,
}: {
  name: string
  left: string
  right: string
  difference: string
  head?: boolean
}) {
  const styles = useStyles()
  const look = head ? 'label' : 'strong'
  const tone = head ? 'muted' : 'text'
  return (
    <View style={styles.row}>
      <View style={styles.columns}>
        <Text look={head ? 'label' : 'small'} tone="muted" tabular style={styles.name}>
          {name}
        </Text>
        <Text look={look} tone={tone} tabular style={styles.column}>
          {left}
        </Text>
        <Text look={look} tone={tone} tabular style={styles.column}>
          {right}
        </Text>
      </View>
      {difference !== '' && (
        <Text look="small" tone="accent" tabular style={styles.difference}>
          {difference}
        </Text>
      )}
    </View>
  )
}

const NAME_WIDTH = 76

const plain = StyleSheet.create({ table: { gap: space.xl } })

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    row: { paddingVertical: space.s, borderTopWidth: 1, borderTopColor: colors.hairline },
    columns: { flexDirection: 'row', gap: space.s },
    name: { width: NAME_WIDTH },
    column: { flex: 1 },
    difference: { paddingLeft: NAME_WIDTH + space.s },
  }),
)
