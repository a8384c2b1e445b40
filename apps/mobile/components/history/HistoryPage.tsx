import { comparable } from '@holdfast/contract'
import { useRouter } from 'expo-router'
import { useDeferredValue, useMemo, useState } from 'react'
import { FlatList, StyleSheet, View } from 'react-native'
import { useSafeAreaInsets } from 'react-native-safe-area-context'
import { searchHistory, type History } from '../../sync/history/history.ts'
import { useHistory } from '../../sync/history/useHistory.ts'
import { Chips } from '../controls/Chips.tsx'
import { Field } from '../controls/Field.tsx'
import { Skeleton } from '../controls/Skeleton.tsx'
import { contentWidthMax, space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed } from '../theme/useTheme.ts'
import { useNow } from '../controls/useNow.ts'
import { count } from '../words/amounts.ts'
import { HistoryRowView } from './HistoryRowView.tsx'
import { historyRows, type HistoryRow } from './historyRows.ts'

const EXERCISES_MAX = 4

/** Every finished session, newest first, by month; searched by title or exercise. */
export function HistoryPage() {
  const styles = useStyles()
  const insets = useSafeAreaInsets()
  const now = useNow()
  const { history, loading } = useHistory()
  const [search, setSearch] = useState('')
  const searched = useDeferredValue(search)
  const found = useMemo(() => searchHistory(history.entries, searched), [history, searched])
  const rows = useMemo(() => historyRows(found), [found])
  const exercises = useMemo(() => exercisesFound(history, searched), [history, searched])
  return (
    <FlatList
      testID="history"
      role="main"
      style={styles.page}
      contentContainerStyle={[styles.column, { paddingBottom: insets.bottom + space.xl }]}
      data={rows}
      keyExtractor={({ key }) => key}
      initialNumToRender={16}
      keyboardShouldPersistTaps="handled"
      ListHeaderComponent={
        <View style={styles.head}>
          <Text look="title" role="heading" aria-level={1}>
            History
          </Text>
          <Field
            testID="history-search"
            label="Search by title or exercise"
            inputMode="search"
            autoCapitalize="none"
            autoCorrect={false}
            value={search}
            onChangeText={setSearch}
          />
          <ExerciseLinks exercises={exercises} />
          <Text testID="history-count" role="status" look="small" tone="muted" tabular>
            {loading ? 'Fetching…' : countWords(found.length, history.entries.length)}
          </Text>
        </View>
      }
      ListEmptyComponent={<Nothing loading={loading} searching={searched.trim() !== ''} />}
      renderItem={({ item }: { item: HistoryRow }) => <HistoryRowView row={item} now={now} />}
    />
  )
}

function Nothing({ loading, searching }: { loading: boolean; searching: boolean }) {
  if (loading) return <Skeleton label="Fetching your workouts" lines={8} />
  return (
    <Text testID="history-empty" tone="muted">
      {searching
        ? 'No workout has that in its title or its exercises.'
        : 'Finished and skipped workouts show up here, also without a signal.'}
    </Text>
  )
}

/** The exercises that match a search, each with a link to its history. */
function ExerciseLinks({ exercises }: { exercises: readonly { exerciseId: string; name: string }[] }) {
  const router = useRouter()
  if (exercises.length === 0) return null
  return (
    <Chips
      label="Exercises"
      choices={exercises.map(({ exerciseId, name }) => ({ value: exerciseId, label: name, testID: `history-exercise-${exerciseId}` }))}
      chosen={null}
      onChoose={(exerciseId) => exerciseId !== null && router.push({ pathname: '/exercise/[exerciseId]', params: { exerciseId } })}
    />
  )
}

/** The lifted exercises whose name has every word of the search. */
function exercisesFound({ entries, names }: History, search: string): { exerciseId: string; name: string }[] {
  const words = comparable(search).split(' ').filter(Boolean)
  if (words.length === 0) return []
  const done = new Set(entries.flatMap(({ facts }) => facts.exercises.map(({ exerciseId }) => exerciseId)))
  return [...names]
    .filter(([exerciseId, name]) => done.has(exerciseId) && words.every((word) => comparable(name).includes(word)))
    .slice(0, EXERCISES_MAX)
    .map(([exerciseId, name]) => ({ exerciseId, name }))
}

function countWords(found: number, all: number): string {
  return found === all ? count(all, 'session') : `${found} of ${count(all, 'session')}`
}

const useStyles = themed(({ colors }) =>
  StyleSheet.create({
    page: { flex: 1, backgroundColor: colors.background },
    column: { width: '100%', maxWidth: contentWidthMax, alignSelf: 'center', paddingHorizontal: space.l, paddingTop: space.l },
    head: { gap: space.m, paddingBottom: space.s },
  }),
)
