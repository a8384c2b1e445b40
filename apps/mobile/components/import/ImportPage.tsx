import { useRouter } from 'expo-router'
import { useEffect } from 'react'
import { StyleSheet, View } from 'react-native'
import { useIndex, usePickFile } from '../../store/hooks.ts'
import { unassignedOf } from '../../sync/import/readExport.ts'
import { useImport, type ImportFile, type ImportState } from '../../sync/import/useImport.ts'
import { announce } from '../touch/announce'
import { Button } from '../controls/Button.tsx'
import { here } from '../words/device.ts'
import { Page } from '../layout/Page.tsx'
import { TopBar } from '../layout/TopBar.tsx'
import { Notice } from '../controls/Notice.tsx'
import { ProgressBar } from '../controls/ProgressBar.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { count } from '../words/amounts.ts'
import { endWords, exportPlaces, fileProblemWords } from '../words/importWords.ts'
import { AssignColumns } from './AssignColumns.tsx'
import { ImportReview } from './ImportReview.tsx'
import { useBack } from '../layout/useBack.ts'

/** Imports workouts from another app: choose a file, see what it holds, then import. */
export function ImportPage() {
  const router = useRouter()
  const { state, choose, chooseUnit, answer, assign, assignColumns, start, addMissing, cancel, again } = useImport(
    usePickFile(),
    useIndex(),
  )
  const over = state.at === 'over' ? endWords(state.end, state.of, here, state.added) : null
  const said = over && `${over.title}. ${over.body}`
  useEffect(() => {
    if (said !== null) announce(said)
  }, [said])
  const back = useBack('/settings')
  return (
    <Page header={<TopBar onBack={back}>{null}</TopBar>}>
      <Text look="title" role="heading" aria-level={1}>
        Import workouts
      </Text>
      {state.at === 'choose' && (
        <>
          <View style={styles.group}>
            <Text>
              From Strong, Hevy and other apps, from the CSV file they export, or from your own export. It works without a connection.
            </Text>
            {exportPlaces.map((place) => (
              <Text key={place} tone="muted">
                {place}
              </Text>
            ))}
          </View>
          {state.refused && <Refused {...state.refused} onColumns={assign} />}
          <Button testID="import-choose" look="primary" label="Choose a file" onPress={() => void choose()} />
        </>
      )}
      {state.at === 'reading' && <Text role="status">{`Reading ${state.name}…`}</Text>}
      {state.at === 'assign' && (
        <AssignColumns
          file={state.file}
          unassigned={state.unassigned}
          onDone={(columns) => assignColumns(state.file, state.unassigned.header, columns)}
          onAgain={again}
        />
      )}
      {state.at === 'review' && (
        <ImportReview
          review={state.review}
          onUnit={(unit) => chooseUnit(state.review.file, unit)}
          onAnswer={(answers) => answer(state.review.file, answers)}
          onColumns={() => assign(state.review.file)}
          onStart={() => void start(state.review.plan.fresh)}
          onAdd={() => void addMissing(state.review.plan.additions ?? [])}
          onAgain={again}
        />
      )}
      {state.at === 'writing' && (
        <View style={styles.group}>
          <ProgressBar share={state.of === 0 ? 1 : state.written / state.of} label="Workouts imported" height={12} />
          <Text testID="import-progress" look="number">{`${state.written} of ${count(state.of, 'workout')}`}</Text>
          <Button testID="import-cancel" label="Stop here" onPress={cancel} />
        </View>
      )}
      {state.at === 'over' && over && (
        <View style={styles.group}>
          <Notice
            testID="import-result"
            urgent={state.end.ended === 'notSaved'}
            tone={state.end.ended === 'notSaved' ? 'attention' : 'calm'}
            icon={state.end.ended === 'all' ? 'tick' : 'attention'}
            title={over.title}
          >
            <Text>{over.body}</Text>
            {state.sets > 0 && <Text tone="muted" tabular>{`${count(state.sets, 'set')} in all`}</Text>}
          </Notice>
          <Button testID="import-history" look="primary" label="See History" onPress={() => router.replace('/history')} />
          <Button testID="import-again" label="Import another file" onPress={again} />
        </View>
      )}
    </Page>
  )
}

type RefusedProps = Extract<ImportState, { at: 'choose' }>['refused'] & { onColumns: (file: ImportFile) => void }

function Refused({ name, why, file, onColumns }: RefusedProps) {
  const { title, body } = fileProblemWords(why)
  return (
    <Notice testID="import-refused" urgent tone="attention" icon="attention" title={title}>
      <Text>{body}</Text>
      {name !== null && (
        <Text look="small" tone="muted">
          {name}
        </Text>
      )}
      {why.problem === 'columns' && file && unassignedOf(file.text) && (
        <Button testID="import-columns" label="Say what its columns are" onPress={() => onColumns(file)} />
      )}
    </Notice>
  )
}

const styles = StyleSheet.create({ group: { gap: space.m } })
