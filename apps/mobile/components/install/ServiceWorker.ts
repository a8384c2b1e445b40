/** A phone gets new versions from its store, not by a reload. */
export const canReload = false

export function reloadNewVersion(): void {}

/** Nothing to register on a phone. */
export function registerServiceWorker(): void {}
