import { useState } from 'react'
import { Pressable, StyleSheet, View } from 'react-native'
import type { KnownExercise } from '../../sync/session/knownExercises.ts'
import { useKnownExercises } from '../../sync/views/useKnownExercises.ts'
import { Field } from '../controls/Field.tsx'
import { space, target } from '../theme/tokens.ts'
import { Text } from '../theme/Text.tsx'
import { themed } from '../theme/useTheme.ts'
import { exerciseChoices, NAME_CHARACTERS_MAX } from './exerciseChoices.ts'

type Props = { onChoose: (exercise: KnownExercise) => void; /** Not offered, because it is the current one. */ exceptId?: string }

/** Finds an exercise: one of the lifter, a common lift, or a new one by its name. Works offline; for use inside a sheet. */
export function ExercisePicker({ onChoose, exceptId }: Props) {
  const [typed, setTyped] = useState('')
  const mine = useKnownExercises()
  const { known, common, own } = exerciseChoices(mine, typed)
  const other = (exercises: readonly KnownExercise[]) => exercises.filter(({ exerciseId }) => exerciseId !== exceptId)
  return (
    <>
      <Field
        testID="exercise-search"
        label="Search, or type a new name"
        value={typed}
        onChangeText={setTyped}
        maxLength={NAME_CHARACTERS_MAX}
        autoCorrect={false}
        autoCapitalize="sentences"
      />
      <Choices title="From your training" exercises={other(known)} onChoose={onChoose} />
      <Choices title="Common lifts" exercises={other(common)} onChoose={onChoose} />
      {own && <Choice testID="exercise-own" label={`Add ‘${own.name}’`} exercise={own} onChoose={onChoose} />}
    </>
  )
}

type ChoicesProps = { title: string; exercises: readonly KnownExercise[]; onChoose: (exercise: KnownExercise) => void }

function Choices({ title, exercises, onChoose }: ChoicesProps) {
  if (exercises.length === 0) return null
  return (
    <View role="group" aria-label={title}>
      <Text look="label" tone="muted" style={styles.title}>
        {title}
      </Text>
      {exercises.map((exercise) => (
        <Choice key={exercise.exerciseId} label={exercise.name} exercise={exercise} onChoose={onChoose} />
      ))}
    </View>
  )
}

type ChoiceProps = { label: string; exercise: KnownExercise; onChoose: (exercise: KnownExercise) => void; testID?: string }

function Choice({ label, exercise, onChoose, testID = `exercise-choice-${exercise.exerciseId}` }: ChoiceProps) {
  const line = useLine()
  return (
    <Pressable
      testID={testID}
      role="button"
      onPress={() => onChoose(exercise)}
      style={({ pressed }) => [styles.choice, line.choice, pressed && styles.pressed]}
    >
      <Text>{label}</Text>
    </Pressable>
  )
}

const styles = StyleSheet.create({
  title: { paddingBottom: space.xs },
  choice: { minHeight: target.min, justifyContent: 'center', paddingVertical: space.s, borderTopWidth: 1 },
  pressed: { opacity: 0.7 },
})

const useLine = themed(({ colors }) => StyleSheet.create({ choice: { borderTopColor: colors.hairline } }))
