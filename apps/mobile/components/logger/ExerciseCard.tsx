import type { ActualSet } from '@holdfast/contract'
import { memo } from 'react'
import { StyleSheet, View } from 'react-native'
import { useSession } from '../../store/hooks.ts'
import { Button } from '../controls/Button.tsx'
import { space, target } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { ExerciseMenu } from '../exercises/ExerciseMenu.tsx'
import { useColumnUnit } from '../session/useExerciseUnit.ts'
import type { ExerciseRows, SetPlace } from '../session/sessionRows.ts'
import { rowsOnlyInSight } from '../session/rowsOnlyInSight'
import { SetRow } from '../set/SetRow.tsx'
import { SetTableHead } from '../set/SetTableHead.tsx'
import { WarmupFold } from './WarmupFold.tsx'
import { useWarmupFold } from '../session/warmupFolds.ts'

export type ExerciseCardProps = {
  exercise: ExerciseRows
  lastTime: Readonly<Record<string, ActualSet>>
  /** The next set of each set. */
  afterIds: Readonly<Record<string, string | null>>
}

/** One exercise: its name, then its sets as a table. Warm-ups can be folded. */
export const ExerciseCard = memo(function ExerciseCard({ exercise, lastTime, afterIds }: ExerciseCardProps) {
  const { key, name, notes, insteadOf, isPast, warmups, sets } = exercise
  const unit = useColumnUnit(exercise)
  const { folded, toggle } = useWarmupFold(key)
  const addSet = useSession((session) => session.addSet)
  const removeSet = useSession((session) => session.removeSet)
  const removable = useSession((session) => sets.findLast(({ added, setId }) => added && !session.actualSets[setId])?.setId ?? null)
  const row = (place: SetPlace) => (
    <SetRow key={place.setId} place={place} lastTime={lastTime[place.setId]} unit={unit} afterId={afterIds[place.setId] ?? null} />
  )
  return (
    <View testID={`exercise-${exercise.exerciseId}`} style={[styles.card, rowsOnlyInSight(warmups.length + sets.length)]}>
      <View style={styles.head}>
        <View style={styles.names}>
          <Text look="heading" role="heading" aria-level={2}>
            {name}
          </Text>
          {insteadOf !== null && <Text look="small" tone="muted">{`Instead of ${insteadOf}`}</Text>}
        </View>
        {!isPast && <ExerciseMenu exercise={exercise} />}
      </View>
      {notes !== '' && (
        <Text look="small" tone="muted" style={styles.notes}>
          {notes}
        </Text>
      )}
      {warmups.length + sets.length > 0 && <SetTableHead unit={unit} />}
      {warmups.length > 0 && <WarmupFold warmups={warmups} open={!folded} onToggle={toggle} />}
      {!folded && warmups.map(row)}
      {sets.map(row)}
      {!isPast && (
        <View style={styles.foot}>
          <Button
            testID={`add-set-${exercise.exerciseId}`}
            look="plain"
            icon="plus"
            label="Add set"
            accessibleLabel={`Add a set of ${name}`}
            onPress={() => addSet(key)}
          />
          {removable && (
            <Button
              testID={`remove-set-${removable}`}
              look="plain"
              icon="minus"
              label="Remove added set"
              accessibleLabel={`Remove the last added set of ${name}`}
              onPress={() => removeSet(removable)}
            />
          )}
        </View>
      )}
    </View>
  )
})

const styles = StyleSheet.create({
  // As wide as the page, so that what is drawn over the edges of the column is still inside.
  card: { marginHorizontal: -space.l, paddingHorizontal: space.l, marginTop: space.xl - 2 * space.xs, paddingVertical: space.xs },
  head: { flexDirection: 'row', alignItems: 'flex-start' },
  names: { flex: 1, justifyContent: 'center', minHeight: target.min },
  notes: { paddingTop: space.xs },
  foot: { flexDirection: 'row', marginLeft: -space.l },
})
