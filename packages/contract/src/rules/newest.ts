/**
 * A version of something, by when it was logged and by which operation. `toldAtMs`: when that operation was logged, where the version is older
 * than it, as a set that a completion holds.
 */
export type Logged = { loggedAtMs: number; operationId: string; toldAtMs?: number }

/**
 * Whether the first of two versions is the newer one: the later `logged_at`, on a tie the one of the later operation, then the higher operation
 * id. A total order, so the outcome is the same in whichever order the two arrive.
 */
export function isNewer(a: Logged, b: Logged): boolean {
  if (a.loggedAtMs !== b.loggedAtMs) return a.loggedAtMs > b.loggedAtMs
  const [toldA, toldB] = [a.toldAtMs ?? a.loggedAtMs, b.toldAtMs ?? b.loggedAtMs]
  return toldA !== toldB ? toldA > toldB : a.operationId > b.operationId
}
