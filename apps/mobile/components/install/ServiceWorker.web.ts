import { installWorker } from './installWorker.ts'

/** A browser gets a new version by a reload. */
export const canReload = true

/** How long a new version may take to be found and activated. After that the page is reloaded anyway. */
const TAKE_OVER_MS = 5_000

/**
 * Lets the app open without a network from its second visit on. A new version installs while the old one runs. It is activated when no page
 * of the old one is left, or when a person asks: never during a workout.
 */
export function registerServiceWorker(): void {
  if (__DEV__ || !('serviceWorker' in navigator)) return
  const { serviceWorker } = navigator
  const loaded = (): void => {
    installWorker(serviceWorker)
    void serviceWorker.ready.then(({ active }) => active?.postMessage('loaded'))
  }
  if (document.readyState === 'complete') loaded()
  else window.addEventListener('load', loaded, { once: true })
}

/** Activates a waiting new version, then opens it. */
export function reloadNewVersion(): void {
  const late = new Promise<void>((resolve) => setTimeout(resolve, TAKE_OVER_MS))
  void Promise.race([newVersion().catch(() => undefined), late]).finally(() => window.location.reload())
}

async function newVersion(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration()
  await registration?.update().catch(() => undefined)
  const waiting = registration?.waiting ?? registration?.installing
  if (!waiting) return
  const taken = new Promise<void>((resolve) =>
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true }),
  )
  waiting.postMessage('takeOver')
  await taken
}
