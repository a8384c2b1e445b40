import { ExercisePage } from '../../components/history/ExercisePage.tsx'
import { NotFound } from '../../components/layout/NotFound.tsx'
import { useIdParam } from '../../components/layout/useIdParam.ts'

export { ErrorBoundary } from '../../components/layout/ErrorBoundary.tsx'

export default function ExerciseRoute() {
  const exerciseId = useIdParam('exerciseId')
  return exerciseId === null ? <NotFound /> : <ExercisePage key={exerciseId} exerciseId={exerciseId} />
}
