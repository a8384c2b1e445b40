import { useEffect } from 'react'
import { FaultPage } from './FaultPage.tsx'

/** The router itself threw, in a browser. No code follows the address any more, so another page is opened by a full load. */
export function RouterFault({ error, retry }: { error: Error; retry: () => Promise<void> }) {
  useEffect(() => {
    const reload = (): void => window.location.reload()
    window.addEventListener('popstate', reload)
    return () => window.removeEventListener('popstate', reload)
  }, [])
  const back = (): void => (window.history.length > 1 ? window.history.back() : window.location.assign('/today'))
  return <FaultPage kind="threw" why={error.message} onTryAgain={() => void retry()} onBack={back} />
}
