import { Redirect } from 'expo-router'
import { SignInForm } from '../components/account/SignInForm.tsx'
import { Page } from '../components/layout/Page.tsx'
import { useAccount, useSync } from '../store/hooks.ts'

export { ErrorBoundary } from '../components/layout/ErrorBoundary.tsx'

export default function SignIn() {
  const isReady = useAccount((account) => account.phase.at === 'ready')
  return isReady ? <SignInAgain /> : <Door again={false} />
}

/** Signed in on this device, but the server requires a new sign-in: what waits is sent after it. */
function SignInAgain() {
  const paused = useSync((sync) => sync.paused)
  return paused === 'signIn' ? <Door again /> : <Redirect href="/today" />
}

function Door({ again }: { again: boolean }) {
  return (
    <Page centred>
      <SignInForm again={again} />
    </Page>
  )
}
