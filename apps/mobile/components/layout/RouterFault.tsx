import { useEffect } from 'react'
import { FaultPage } from './FaultPage.tsx'

/** The router itself threw, in a browser: nobody reads the address any more, so another one is opened by loading the page. */
export function RouterFault({ error, retry }: { error: Error; retry: () => Promise<void> }) {
  useEffect(() => {
    const reload = (): void => window.location.reload()
    window.addEventListener('popstate', reload)
    return () => window.removeEventListener('popstate', reload)
  }, [])
  const back = (): void => (window.history.length > 1 ? window.history.back() : window.location.assign('/today'))
  return <FaultPage kind="threw" why={error.message} onTryAgain={() => void retry()} onBack={back} />
}
