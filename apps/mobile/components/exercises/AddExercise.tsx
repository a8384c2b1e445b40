import { useState } from 'react'
import { useSession } from '../../store/hooks.ts'
import { Button } from '../controls/Button.tsx'
import { Sheet } from '../controls/Sheet.tsx'
import { ExercisePicker } from './ExercisePicker.tsx'

/** Picks an exercise and adds it to the session, with as many sets as it had last time. For use inside a sheet. */
export function AddExercise({ onDone }: { onDone: () => void }) {
  const addExercise = useSession((session) => session.addExercise)
  return (
    <ExercisePicker
      onChoose={({ exerciseId, name, restSeconds, sets }) => {
        addExercise({ exerciseId, name }, { sets, restSeconds })
        onDone()
      }}
    />
  )
}

/** The button below the last exercise. */
export function AddExerciseButton({ look }: { look: 'primary' | 'second' }) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button testID="add-exercise" look={look} icon="plus" label="Add an exercise" onPress={() => setOpen(true)} />
      <Sheet testID="add-exercise-sheet" open={open} title="Add an exercise" onClose={close}>
        {open && <AddExercise onDone={close} />}
      </Sheet>
    </>
  )
}
