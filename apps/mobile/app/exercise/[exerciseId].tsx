import { useLocalSearchParams } from 'expo-router'
import { ExercisePage } from '../../components/history/ExercisePage.tsx'

export default function ExerciseRoute() {
  const { exerciseId } = useLocalSearchParams<{ exerciseId: string }>()
  return <ExercisePage key={exerciseId} exerciseId={exerciseId} />
}
