import type { RestAlert } from '../sync/device/ports'

/** A browser has no scheduler of its own: a page that is not looked at is cued by the page itself, or not at all. */
export const deviceRestAlert: RestAlert = { schedule() {}, cancel() {} }
