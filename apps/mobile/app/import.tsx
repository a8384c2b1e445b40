import { ImportPage } from '../components/import/ImportPage.tsx'
import { SignedInOnly } from '../components/layout/SignedInOnly.tsx'

export default function ImportRoute() {
  return (
    <SignedInOnly>
      <ImportPage />
    </SignedInOnly>
  )
}
