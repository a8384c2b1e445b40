import { useState } from 'react'
import { StyleSheet, View } from 'react-native'
import { columnsNamed, type Column, type Columns } from '../../sync/import/columnNames.ts'
import { isOfSets } from '../../sync/import/exportKind.ts'
import { readExport, type Unassigned } from '../../sync/import/readExport.ts'
import type { ImportFile } from '../../sync/import/useImport.ts'
import { Button } from '../controls/Button.tsx'
import { Notice } from '../controls/Notice.tsx'
import { LinkRow } from '../settings/LinkRow.tsx'
import { Sheet } from '../controls/Sheet.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { columnRoles, dateChoices, readingPreview } from '../words/importQuestionWords.ts'
import { rowLines } from '../words/importWords.ts'

type Props = { file: ImportFile; unassigned: Unassigned; onDone: (columns: Columns) => void; onAgain: () => void }

/** A file with unknown columns: the person says what each column is, and sees the first rows read that way. */
export function AssignColumns({ file, unassigned: { header, samples, guess }, onDone, onAgain }: Props) {
  const [columns, setColumns] = useState<Columns>(guess)
  const [asked, setAsked] = useState<Column | null>(null)
  const [all, setAll] = useState(false)
  const isEnough = isOfSets(columns)
  const roles = columnRoles.filter(({ column, isNeeded }) => all || isNeeded || locationOf(columns, column) !== undefined)
  return (
    <>
      <View testID="import-assign" style={styles.group}>
        <Text look="heading" role="heading" aria-level={2}>
          What are the columns of this file?
        </Text>
        <Text look="small" tone="muted">
          {file.name}
        </Text>
        <Text tone="muted">
          Holdfast does not know its header. It needs a date, an exercise, and reps or a weight; your answer is kept for the next file like
          it.
        </Text>
      </View>
      <View>
        {roles.map(({ column, label }) => {
          const at = locationOf(columns, column)
          const note = at === undefined ? 'Not in this file' : `${header[at]} · ${samplesOf(samples, at)}`
          return <LinkRow key={column} testID={`import-column-${column}`} label={label} note={note} onPress={() => setAsked(column)} />
        })}
        {!all && <Button testID="import-columns-all" look="plain" label="More columns" onPress={() => setAll(true)} />}
      </View>
      {isEnough && <Preview file={file} columns={columns} />}
      <View style={styles.group}>
        <Button testID="import-assigned" look="primary" label="Continue" disabled={!isEnough} onPress={() => onDone(columns)} />
        <Button testID="import-other" label="Choose another file" onPress={onAgain} />
      </View>
      <Sheet
        open={asked !== null}
        testID="import-column-sheet"
        title={columnRoles.find(({ column }) => column === asked)?.label ?? ''}
        onClose={() => setAsked(null)}
      >
        {[...header.keys(), null].map((at) => (
          <Button
            key={at ?? 'none'}
            testID={`import-choose-column-${at ?? 'none'}`}
            look={at !== null && asked !== null && locationOf(columns, asked) === at ? 'primary' : 'second'}
            label={at === null ? 'Not in this file' : header[at]!}
            {...(at === null ? {} : { under: samplesOf(samples, at) })}
            onPress={() => {
              if (asked) setColumns(withColumn(columns, asked, at, header))
              setAsked(null)
            }}
          />
        ))}
      </Sheet>
    </>
  )
}

const PREVIEW_SETS = 4

function Preview({ file, columns }: { file: ImportFile; columns: Columns }) {
  const first = readExport(file.text, file.unit ?? 'kg', { ...file.answers, columns })
  if (!first.read) return null
  const { question, style } = first.dates
  // The order of day and month is asked later; it does not matter for assigning columns.
  const [{ style: assumed } = { style: null }] = question && style === null ? dateChoices(question) : []
  const reading = assumed ? readExport(file.text, file.unit ?? 'kg', { columns, dates: assumed }) : first
  if (!reading.read) return null
  const lines = readingPreview(reading, PREVIEW_SETS)
  return (
    <Notice testID="import-preview" title={lines.length > 0 ? 'The first sets would be' : 'No set can be read like this'}>
      {(lines.length > 0 ? lines : rowLines(reading.unreadable).slice(0, PREVIEW_SETS)).map((line, at) => (
        <Text key={at} tabular>
          {line}
        </Text>
      ))}
    </Notice>
  )
}

/** A weight may be in a column that names its unit. */
function locationOf(columns: Columns, column: Column): number | undefined {
  return column === 'weight' ? (columns.weight ?? columns.weightKg ?? columns.weightLb) : columns[column]
}

function withColumn(columns: Columns, column: Column, at: number | null, header: readonly string[]): Columns {
  const gone = column === 'weight' ? ['weight', 'weightKg', 'weightLb'] : [column]
  const others = Object.fromEntries(Object.entries(columns).filter(([one, place]) => !gone.includes(one) && place !== at)) as Columns
  if (at === null) return others
  const named = columnsNamed([header[at]!])
  const own = column !== 'weight' ? column : named.weightKg === 0 ? 'weightKg' : named.weightLb === 0 ? 'weightLb' : 'weight'
  return { ...others, [own]: at }
}

function samplesOf(samples: readonly (readonly string[])[], at: number): string {
  const cells = [...new Set(samples.map((row) => row[at]?.trim() ?? '').filter((cell) => cell !== ''))]
  return cells.length === 0 ? 'empty' : cells.slice(0, 3).join(', ')
}

const styles = StyleSheet.create({ group: { gap: space.m } })
