import type { ActualSet } from '@holdfast/contract'
import { memo, useState } from 'react'
import { StyleSheet, View } from 'react-native'
import { useSession } from '../../store/hooks.ts'
import { Button } from '../Button.tsx'
import { space } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { useColumnUnit } from './exerciseUnit.ts'
import type { ExerciseRows, SetPlace } from './sessionRows.ts'
import { SetRow } from './SetRow.tsx'
import { SetTableHead } from './SetTableHead.tsx'
import { WarmupFold } from './WarmupFold.tsx'

type Props = {
  exercise: ExerciseRows
  lastTime: Readonly<Record<string, ActualSet>>
  nextId: string | null
  /** The set that follows each set. */
  afterIds: Readonly<Record<string, string | null>>
}

/** One exercise: its name, then its sets as a table. Warm-ups fold away. */
export const ExerciseCard = memo(function ExerciseCard({ exercise, lastTime, nextId, afterIds }: Props) {
  const { warmups, sets } = exercise
  const unit = useColumnUnit(exercise)
  const [warmupsShown, setWarmupsShown] = useState(true)
  const addSet = useSession((session) => session.addSet)
  const removeSet = useSession((session) => session.removeSet)
  const removable = useSession((session) => sets.findLast(({ added, setId }) => added && !session.actualSets[setId])?.setId ?? null)
  const row = (place: SetPlace) => (
    <SetRow
      key={place.setId}
      place={place}
      lastTime={lastTime[place.setId]}
      unit={unit}
      next={place.setId === nextId}
      afterId={afterIds[place.setId] ?? null}
    />
  )
  return (
    <View testID={`exercise-${exercise.exerciseId}`}>
      <Text look="heading" role="heading" aria-level={2}>
        {exercise.name}
      </Text>
      {exercise.notes !== '' && (
        <Text look="small" tone="muted" style={styles.notes}>
          {exercise.notes}
        </Text>
      )}
      <SetTableHead unit={unit} />
      {warmups.length > 0 && <WarmupFold warmups={warmups} open={warmupsShown} onToggle={() => setWarmupsShown(!warmupsShown)} />}
      {warmupsShown && warmups.map(row)}
      {sets.map(row)}
      <View style={styles.foot}>
        <Button
          testID={`add-set-${exercise.exerciseId}`}
          look="plain"
          icon="plus"
          label="Add set"
          accessibleLabel={`Add a set of ${exercise.name}`}
          onPress={() => addSet(exercise.exerciseId)}
        />
        {removable && (
          <Button
            testID={`remove-set-${removable}`}
            look="plain"
            icon="minus"
            label="Remove added set"
            accessibleLabel={`Remove the last added set of ${exercise.name}`}
            onPress={() => removeSet(removable)}
          />
        )}
      </View>
    </View>
  )
})

const styles = StyleSheet.create({
  notes: { paddingTop: space.xs },
  foot: { flexDirection: 'row', marginLeft: -space.l },
})
