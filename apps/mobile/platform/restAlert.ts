import type { RestAlert } from '../sync/ports'

/** A device that alerts nobody by itself: the rest is counted on screen. */
export const noRestAlert: RestAlert = { schedule: () => undefined, cancel: () => undefined }
