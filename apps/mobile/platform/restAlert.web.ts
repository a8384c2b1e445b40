import type { RestAlert } from '../sync/device/ports'

/** A browser has no scheduler: in a hidden page only the page itself can give the cue. */
export const deviceRestAlert: RestAlert = { schedule() {}, cancel() {} }
