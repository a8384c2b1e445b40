/** How long after an install that failed it is tried again, when nothing says earlier that the network may be back. */
const AGAIN_MS = 60_000

type Page = Pick<Window, 'addEventListener' | 'setTimeout'> & { document: Pick<Document, 'addEventListener' | 'visibilityState'> }

/**
 * Installs the service worker of a page. An install fails as a whole when one file cannot be had; it is tried again when the network is back,
 * when the page is in front again, and after a while. Refused (private browsing, no https), the app works, it only cannot open without network.
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
    // An older version is in charge: registering it once more does not look for the new one.
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
