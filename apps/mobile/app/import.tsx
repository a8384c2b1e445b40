import { ImportPage } from '../components/import/ImportPage.tsx'
import { SignedInOnly } from '../components/layout/SignedInOnly.tsx'

export { ErrorBoundary } from '../components/layout/ErrorBoundary.tsx'

export default function ImportRoute() {
  return (
    <SignedInOnly>
      <ImportPage />
    </SignedInOnly>
  )
}
