/** How long after a failed install the next one starts, unless the network is back or the page is shown earlier. */
const AGAIN_MS = 60_000

type Page = Pick<Window, 'addEventListener' | 'setTimeout'> & { document: Pick<Document, 'addEventListener' | 'visibilityState'> }

/**
 * Installs the service worker of a page. An install fails as a whole when one file cannot be loaded. It is tried again when the network is
 * back, when the page is shown again, and after a while. Where the browser refuses (private browsing, no https), the app works, but it
 * cannot open without a network.
 */
export function installWorker(container: Pick<ServiceWorkerContainer, 'register'>, page: Page = window): void {
  let isFailed = false
  const failed = (): void => {
    isFailed = true
    page.setTimeout(again, AGAIN_MS)
  }
  const follow = (worker: ServiceWorker | null): void => {
    let isInstalled = false
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed') isInstalled = true
      if (worker.state === 'redundant' && !isInstalled) failed()
    })
  }
  const install = async (isAgain: boolean): Promise<void> => {
    const registration = await container.register('/sw.js')
    follow(registration.installing)
    registration.onupdatefound = () => follow(registration.installing)
    // An older version is active: registering it once more does not look for the new one.
    if (isAgain && registration.active) await registration.update()
  }
  const again = (): void => {
    if (!isFailed) return
    isFailed = false
    install(true).catch(failed)
  }
  page.addEventListener('online', again)
  page.document.addEventListener('visibilitychange', () => {
    if (page.document.visibilityState === 'visible') again()
  })
  install(false).catch(failed)
}
