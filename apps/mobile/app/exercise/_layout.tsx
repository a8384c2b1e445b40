import { Pages } from '../../components/layout/Pages'
import { SignedInOnly } from '../../components/layout/SignedInOnly.tsx'

export { ErrorBoundary } from '../../components/layout/ErrorBoundary.tsx'

export default function ExerciseLayout() {
  return (
    <SignedInOnly>
      <Pages />
    </SignedInOnly>
  )
}
