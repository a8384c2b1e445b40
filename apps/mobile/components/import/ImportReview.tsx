import type { Weight } from '@holdfast/contract'
import { useState } from 'react'
import { StyleSheet, View } from 'react-native'
import type { Answers } from '../../sync/import/readExport.ts'
import type { Review } from '../../sync/import/useImport.ts'
import { Button } from '../controls/Button.tsx'
import { Notice } from '../controls/Notice.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { count } from '../words/amounts.ts'
import { additionWords } from '../words/importQuestionWords.ts'
import { appWords, foundWords, leftOutLines, planWords, rowLines, skippedWords } from '../words/importWords.ts'
import { ImportQuestions, openQuestion } from './ImportQuestions.tsx'

type Props = {
  review: Review
  onUnit: (unit: Weight['unit'] | null) => void
  onAnswer: (answers: Answers) => void
  onColumns: () => void
  onStart: () => void
  onAdd: () => void
  onAgain: () => void
}

/** What the file holds, and what an import would do. Nothing is written yet. */
export function ImportReview({ review, onUnit, onAnswer, onColumns, onStart, onAdd, onAgain }: Props) {
  const { reading, plan } = review
  const { unreadable, leftOut } = reading
  return (
    <>
      <Summary review={review} />
      <ImportQuestions review={review} onUnit={onUnit} onAnswer={onAnswer} />
      {unreadable.length > 0 && (
        <Notice
          testID="import-unreadable"
          tone="attention"
          icon="attention"
          title={`${count(unreadable.length, 'row')} can't be read. The rest can.`}
        >
          <Lines all={rowLines(unreadable)} />
        </Notice>
      )}
      {leftOut.length > 0 && (
        <Notice testID="import-left-out" title={`${count(leftOut.length, 'detail')} left out`}>
          <Lines all={leftOutLines(leftOut)} />
        </Notice>
      )}
      {plan.additions && openQuestion(review) === null && (
        <Notice testID="import-missing" title={additionWords(plan.additions).words}>
          <Button testID="import-add" label={additionWords(plan.additions).label} onPress={onAdd} />
        </Notice>
      )}
      <View style={styles.group}>
        <Start review={review} onStart={onStart} />
        {reading.app === 'other' && <Button testID="import-columns" label="Change the columns" onPress={onColumns} />}
        <Button testID="import-other" label="Choose another file" onPress={onAgain} />
      </View>
    </>
  )
}

function Summary({ review }: { review: Review }) {
  const { file, reading, plan } = review
  const app = appWords(reading.app)
  const asks = openQuestion(review)
  return (
    <View testID="import-summary" style={styles.group}>
      {asks !== 'dates' && (
        <Text look="heading" role="heading" aria-level={2} tabular>
          {foundWords(reading)}
        </Text>
      )}
      <Text look="small" tone="muted">
        {app === null ? file.name : `${app} · ${file.name}`}
      </Text>
      {(asks ? [] : planWords(plan)).map((line) => (
        <Text key={line} look="strong" tabular>
          {line}
        </Text>
      ))}
      {skippedWords(reading).map((line) => (
        <Text key={line} tone="muted" tabular>
          {line}
        </Text>
      ))}
    </View>
  )
}

const firstWords = { dates: 'Say how the dates are written first', unit: 'Say kg or lb first' } as const

function Start({ review, onStart }: { review: Review; onStart: () => void }) {
  const { fresh } = review.plan
  const asks = openQuestion(review)
  return (
    <Button
      testID="import-start"
      look="primary"
      label={fresh.length === 0 || asks ? 'Import' : `Import ${count(fresh.length, 'workout')}`}
      {...(asks ? { under: firstWords[asks] } : {})}
      disabled={asks !== null || fresh.length === 0}
      onPress={onStart}
    />
  )
}

const LINES_SHOWN = 20

/** The first lines, and all of them on request: a broken file may have thousands. */
function Lines({ all }: { all: readonly string[] }) {
  const [open, setOpen] = useState(false)
  return (
    <View style={styles.lines}>
      {(open ? all : all.slice(0, LINES_SHOWN)).map((line) => (
        <Text key={line} tabular>
          {line}
        </Text>
      ))}
      {!open && all.length > LINES_SHOWN && <Button look="plain" label={`Show all ${all.length}`} onPress={() => setOpen(true)} />}
    </View>
  )
}

const styles = StyleSheet.create({ group: { gap: space.s }, lines: { gap: space.xs } })
