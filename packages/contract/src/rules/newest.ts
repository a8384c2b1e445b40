/**
 * What the conflict rules compare of a version: its moment and its operation. Unix epoch, ms. `toldAtMs` is the moment of the operation, if the
 * version may be older than it, as for a set in a completion.
 */
export type Logged = { loggedAtMs: number; operationId: string; toldAtMs?: number }

/**
 * Whether `a` is newer than `b`: the later moment, on a tie the later operation, then the higher operation id. It is a total order, so the
 * outcome does not depend on the order of arrival.
 */
export function isNewer(a: Logged, b: Logged): boolean {
  if (a.loggedAtMs !== b.loggedAtMs) return a.loggedAtMs > b.loggedAtMs
  const [toldA, toldB] = [a.toldAtMs ?? a.loggedAtMs, b.toldAtMs ?? b.loggedAtMs]
  return toldA !== toldB ? toldA > toldB : a.operationId > b.operationId
}
