import { usePathname, type ErrorBoundaryProps } from 'expo-router'
import { useEffect, useState } from 'react'
import { FaultPage } from './FaultPage.tsx'
import { useBack } from './useBack.ts'

/**
 * What the router renders instead of a page that threw. Every route and every layout exports it; that of a layout covers what is around its
 * pages.
 */
export function ErrorBoundary({ error, retry }: Pick<ErrorBoundaryProps, 'error' | 'retry'>) {
  const back = useBack('/today')
  const path = usePathname()
  const [failedAt] = useState(path)
  // A layout stays mounted when the address changes, also by the browser's Back: another page below it has not failed.
  useEffect(() => {
    if (path !== failedAt) void retry()
  }, [path, failedAt, retry])
  return <FaultPage kind="threw" why={error.message} onTryAgain={() => void retry()} onBack={back} />
}
