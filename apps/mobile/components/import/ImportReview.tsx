import type { Weight } from '@holdfast/contract'
import { useState } from 'react'
import { StyleSheet, View } from 'react-native'
import type { Review } from '../../sync/import/useImport.ts'
import { Button } from '../Button.tsx'
import { Chips } from '../Chips.tsx'
import { Notice } from '../Notice.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { count } from '../words/amounts.ts'
import { foundWords, leftOutWords, planWords, rowWords, skippedWords } from '../words/importWords.ts'

const units = [
  { value: 'kg', label: 'kg', spoken: 'Kilograms', testID: 'import-unit-kg' },
  { value: 'lb', label: 'lb', spoken: 'Pounds', testID: 'import-unit-lb' },
] as const

type Props = { review: Review; onUnit: (unit: Weight['unit'] | null) => void; onStart: () => void; onAgain: () => void }

/** What the file holds and what would become of it. Nothing is written yet. */
export function ImportReview({ review: { name, unit, reading, plan }, onUnit, onStart, onAgain }: Props) {
  const { unreadable, leftOut } = reading
  const asks = reading.asksUnit && unit === null
  return (
    <>
      <View testID="import-summary" style={styles.group}>
        <Text look="heading" role="heading" aria-level={2} tabular>
          {foundWords(reading)}
        </Text>
        <Text look="small" tone="muted">
          {name}
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
      {reading.asksUnit && (
        <View style={styles.group}>
          <Text look="strong">What are the weights in this file in? It does not say.</Text>
          <Chips label="Weights in this file" choices={units} chosen={unit} onChoose={onUnit} />
        </View>
      )}
      {unreadable.length > 0 && (
        <Notice
          testID="import-unreadable"
          tone="attention"
          icon="attention"
          title={`${count(unreadable.length, 'row')} can't be read. The rest can.`}
        >
          <Lines all={unreadable.map(rowWords)} />
        </Notice>
      )}
      {leftOut.length > 0 && (
        <Notice testID="import-left-out" title={`${count(leftOut.length, 'detail')} left out`}>
          <Lines all={leftOut.map(leftOutWords)} />
        </Notice>
      )}
      <View style={styles.group}>
        <Button
          testID="import-start"
          look="primary"
          label={plan.fresh.length === 0 || asks ? 'Import' : `Import ${count(plan.fresh.length, 'workout')}`}
          {...(asks ? { under: 'Say kg or lb first' } : {})}
          disabled={asks || plan.fresh.length === 0}
          onPress={onStart}
        />
        <Button testID="import-other" label="Choose another file" onPress={onAgain} />
      </View>
    </>
  )
}

const LINES_SHOWN = 20

/** The first lines, and all of them when asked: a broken file may have thousands. */
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
