import type { SetType, Weight } from '@holdfast/contract'
import { StyleSheet, View } from 'react-native'
import { answerFor, kindKey } from '../../sync/import/setKinds.ts'
import type { Answers } from '../../sync/import/readExport.ts'
import type { Review } from '../../sync/import/useImport.ts'
import { Chips } from '../controls/Chips.tsx'
import { Notice } from '../controls/Notice.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { dateChoices, datePreview, dateQuestionWords, setKindChoices } from '../words/importQuestionWords.ts'

const units = [
  { value: 'kg', label: 'kg', spoken: 'Kilograms', testID: 'import-unit-kg' },
  { value: 'lb', label: 'lb', spoken: 'Pounds', testID: 'import-unit-lb' },
] as const

type Props = { review: Review; onUnit: (unit: Weight['unit'] | null) => void; onAnswer: (answers: Answers) => void }

/** The question that must be answered before the import, or null. */
export function openQuestion({ file, reading }: Review): 'dates' | 'unit' | null {
  if (reading.dates.style === null) return 'dates'
  return reading.asksUnit && file.unit === null ? 'unit' : null
}

/** What a file does not say itself: the order of its dates, its unit, and its names for kinds of sets. */
export function ImportQuestions({ review, onUnit, onAnswer }: Props) {
  const { file, reading } = review
  return (
    <>
      <Dates review={review} onAnswer={onAnswer} />
      {reading.asksUnit && (
        <View style={styles.group}>
          <Text look="strong">What are the weights in this file in? It does not say.</Text>
          <Chips label="Weights in this file" choices={units} chosen={file.unit} onChoose={onUnit} />
        </View>
      )}
      <Kinds review={review} onAnswer={onAnswer} />
    </>
  )
}

function Dates({ review: { reading }, onAnswer }: Pick<Props, 'review' | 'onAnswer'>) {
  const { question, style, isOfNumbers } = reading.dates
  if (isOfNumbers)
    return <Notice title="A spreadsheet program wrote the dates in this file as numbers. Look at the days above before you import." />
  if (!question) return null
  const choices = dateChoices(question)
  const chosen = choices.find((one) => style !== null && one.style.order === style.order && one.style.language === style.language)
  return (
    <View testID="import-dates" style={styles.group}>
      <Text look="strong">{dateQuestionWords(question)}</Text>
      <Chips
        label="Dates in this file"
        choices={choices.map(({ value, label }) => ({ value, label, testID: `import-dates-${value}` }))}
        chosen={chosen?.value ?? null}
        onChoose={(value) => {
          const choice = choices.find((one) => one.value === value)
          if (choice) onAnswer({ dates: choice.style })
        }}
      />
      {(chosen ? datePreview(question, chosen.style) : []).map((line) => (
        <Text key={line} tone="muted" tabular>
          {line}
        </Text>
      ))}
    </View>
  )
}

function Kinds({ review: { file, reading }, onAnswer }: Pick<Props, 'review' | 'onAnswer'>) {
  const said = file.answers.kinds ?? {}
  const words = [...new Map([...Object.keys(said), ...reading.unknownKinds].map((word) => [kindKey(word), word])).entries()]
  const choose = (key: string, kind: SetType | null): void => {
    const { [key]: _before, ...others } = said
    onAnswer({ kinds: kind ? { ...others, [key]: kind } : others })
  }
  return words.map(([key, word]) => (
    <View key={key} testID={`import-kind-${key}`} style={styles.group}>
      <Text look="strong">{`What kind of set is “${word}” in this file?`}</Text>
      <Chips
        label={`“${word}”`}
        choices={setKindChoices.map(({ value, label }) => ({ value, label, testID: `import-kind-${key}-${value}` }))}
        chosen={answerFor(key, said)}
        onChoose={(kind) => choose(key, kind)}
      />
    </View>
  ))
}

const styles = StyleSheet.create({ group: { gap: space.s } })
