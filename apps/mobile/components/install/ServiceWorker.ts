/** Only a browser reloads itself into a new version; a phone has a store for that. */
export const canReload = false

export function reloadNewVersion(): void {}

/** Nothing to register on a phone. */
export function registerServiceWorker(): void {}
