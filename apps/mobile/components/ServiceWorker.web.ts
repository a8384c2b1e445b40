/** Only a browser reloads itself into a new version. */
export const canReload = true

/**
 * Makes the app open without network from its second visit on. A new version installs beside the running one and takes
 * over when no page of the old one is left, or when a person asks: never in the middle of a workout.
 */
export function registerServiceWorker(): void {
  if (__DEV__ || !('serviceWorker' in navigator)) return
  // Refused (private browsing, no https): the app works, it only cannot open without network. Nobody has to come and look.
  const register = () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined)
  if (document.readyState === 'complete') register()
  else window.addEventListener('load', register, { once: true })
}

/** Lets a waiting new version take over, then opens it. */
export function reloadNewVersion(): void {
  void newVersion().finally(() => window.location.reload())
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
  await Promise.race([taken, new Promise((resolve) => setTimeout(resolve, 3000))])
}
