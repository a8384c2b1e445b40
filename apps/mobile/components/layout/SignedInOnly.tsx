import { Redirect } from 'expo-router'
import type { ReactNode } from 'react'
import { useAccount } from '../../store/hooks.ts'

/** What only somebody who is signed in may see; everybody else is shown the door. */
export function SignedInOnly({ children }: { children: ReactNode }) {
  const isReady = useAccount((account) => account.phase.at === 'ready')
  return isReady ? children : <Redirect href="/sign-in" />
}
