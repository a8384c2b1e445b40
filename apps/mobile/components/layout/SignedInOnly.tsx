import { Redirect } from 'expo-router'
import type { ReactNode } from 'react'
import { useAccount } from '../../store/hooks.ts'

/** For signed-in lifters only; everybody else gets the sign-in page. */
export function SignedInOnly({ children }: { children: ReactNode }) {
  const isReady = useAccount((account) => account.phase.at === 'ready')
  return isReady ? children : <Redirect href="/sign-in" />
}
