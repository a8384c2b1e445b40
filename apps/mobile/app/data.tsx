import { SignedInOnly } from '../components/layout/SignedInOnly.tsx'
import { DataPage } from '../components/settings/DataPage.tsx'

export { ErrorBoundary } from '../components/layout/ErrorBoundary.tsx'

export default function DataRoute() {
  return (
    <SignedInOnly>
      <DataPage />
    </SignedInOnly>
  )
}
