import { useState } from 'react'
import { StyleSheet, View } from 'react-native'
import { useSession } from '../../store/hooks.ts'
import { moved } from '../../sync/session/exerciseOrder.ts'
import { Button } from '../controls/Button.tsx'
import { IconButton } from '../controls/IconButton.tsx'
import { Sheet } from '../controls/Sheet.tsx'
import { space } from '../theme/tokens.ts'
import { ExercisePicker } from './ExercisePicker.tsx'
import { placesOf } from '../session/sessionRows.ts'
import type { ExerciseRows } from '../session/sessionRows.ts'
import { useExercises } from '../session/useExercises.ts'

/** The menu of one exercise of the session: swap it, move it, add a set, leave out the rest. Each can be undone. */
export function ExerciseMenu({ exercise }: { exercise: ExerciseRows }) {
  const { key, name, exerciseId, insteadOf } = exercise
  const [shows, setShows] = useState<'nothing' | 'menu' | 'picker'>('nothing')
  const close = () => setShows('nothing')
  return (
    <>
      <IconButton
        testID={`exercise-menu-${exerciseId}`}
        icon="more"
        label={`More for ${name}`}
        opens="dialog"
        onPress={() => setShows('menu')}
      />
      <Sheet
        testID="exercise-sheet"
        open={shows !== 'nothing'}
        title={shows === 'picker' ? `Instead of ${insteadOf ?? name}` : name}
        onClose={close}
      >
        {shows === 'menu' && <Actions exercise={exercise} onSwap={() => setShows('picker')} onDone={close} />}
        {shows === 'picker' && <Swap exerciseKey={key} exerciseId={exerciseId} onDone={close} />}
      </Sheet>
    </>
  )
}

function Actions({ exercise, onSwap, onDone }: { exercise: ExerciseRows; onSwap: () => void; onDone: () => void }) {
  const { key, name, insteadOf } = exercise
  const addSet = useSession((session) => session.addSet)
  const swapExercise = useSession((session) => session.swapExercise)
  const removeExercise = useSession((session) => session.removeExercise)
  const actualSets = useSession((session) => session.actualSets)
  const places = placesOf([exercise])
  const openSetIds = places.flatMap(({ setId }) => (actualSets[setId] ? [] : [setId]))
  const hasLog = openSetIds.length < places.length
  const then = (act: () => void) => () => {
    act()
    onDone()
  }
  return (
    <View style={styles.actions}>
      <Button testID="exercise-swap" label="Swap for another exercise" onPress={onSwap} />
      {insteadOf !== null && (
        <Button testID="exercise-swap-back" label={`Back to ${insteadOf}`} onPress={then(() => swapExercise(key, null))} />
      )}
      <Moves exerciseKey={key} onDone={onDone} />
      <Button testID="exercise-add-set" label="Add a set" onPress={then(() => addSet(key))} />
      {(openSetIds.length > 0 || !hasLog) && (
        <Button
          testID="exercise-remove"
          label={hasLog ? `Skip the rest of ${name}` : `Remove ${name}`}
          {...(hasLog ? { under: 'What you logged of it stays' } : {})}
          onPress={then(() => removeExercise(key, openSetIds))}
        />
      )}
      <Button testID="exercise-cancel" look="plain" label="Close" onPress={onDone} />
    </View>
  )
}

/** One position up or down. It is not a drag, so that touch, keyboard and voice control can use it. */
function Moves({ exerciseKey, onDone }: { exerciseKey: string; onDone: () => void }) {
  const keys = useExercises().flatMap(({ key, isPast }) => (isPast ? [] : [key]))
  const orderExercises = useSession((session) => session.orderExercises)
  const at = keys.indexOf(exerciseKey)
  const move = (direction: 'up' | 'down') => () => {
    orderExercises(exerciseKey, moved(keys, exerciseKey, direction))
    onDone()
  }
  return (
    <>
      {at > 0 && <Button testID="exercise-up" icon="up" label="Move up" onPress={move('up')} />}
      {at < keys.length - 1 && <Button testID="exercise-down" icon="down" label="Move down" onPress={move('down')} />}
    </>
  )
}

function Swap({ exerciseKey, exerciseId, onDone }: { exerciseKey: string; exerciseId: string; onDone: () => void }) {
  const swapExercise = useSession((session) => session.swapExercise)
  return (
    <ExercisePicker
      exceptId={exerciseId}
      onChoose={({ exerciseId: id, name }) => {
        swapExercise(exerciseKey, { exerciseId: id, name })
        onDone()
      }}
    />
  )
}

const styles = StyleSheet.create({ actions: { gap: space.s } })
