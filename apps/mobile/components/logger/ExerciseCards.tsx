import { StyleSheet, View } from 'react-native'
import { space } from '../theme/tokens.ts'
import { ExerciseCard, type ExerciseCardProps } from './ExerciseCard.tsx'
import { stacked } from '../session/rowsOnlyInSight'
import type { ExerciseRows } from '../session/sessionRows.ts'

type Props = Omit<ExerciseCardProps, 'exercise'> & { exercises: readonly ExerciseRows[] }

/** The exercises of a session, one below the other. */
export function ExerciseCards({ exercises, ...shared }: Props) {
  return (
    <View style={[styles.cards, stacked]}>
      {exercises.map((exercise) => (
        <ExerciseCard key={exercise.key} exercise={exercise} {...shared} />
      ))}
    </View>
  )
}

const styles = StyleSheet.create({
  // Each card includes the gap above it; the gap of the first card and the edge of the last one are removed.
  cards: { marginTop: space.xs - space.xl, marginBottom: -space.xs },
})
