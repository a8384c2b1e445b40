import { Pages } from '../../components/layout/Pages'
import { SignedInOnly } from '../../components/layout/SignedInOnly.tsx'

export default function SessionLayout() {
  return (
    <SignedInOnly>
      <Pages />
    </SignedInOnly>
  )
}
