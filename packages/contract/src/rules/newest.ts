/** A version of something, by when it was logged and by which operation. */
export type Logged = { loggedAtMs: number; operationId: string }

/**
 * Whether the first of two versions is the newer one: the later `logged_at`, and on a tie the higher operation id.
 * A total order, so the outcome is the same in whichever order the two arrive.
 */
export function isNewer(a: Logged, b: Logged): boolean {
  return a.loggedAtMs !== b.loggedAtMs ? a.loggedAtMs > b.loggedAtMs : a.operationId > b.operationId
}
