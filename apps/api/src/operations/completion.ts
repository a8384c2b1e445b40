import { isNewer } from '@holdfast/contract'
import type { CompleteBody, Logged } from '@holdfast/contract'
import type { SetVersion, StandingSet } from '../sessions/actualSets.ts'
import { effectiveMs, isoOf, storedInstant } from './arrival.ts'
import type { Arrival } from './arrival.ts'
import type { Log } from './log.ts'
import { setVersionOf } from './setVersion.ts'

/** A completion made ready to store. */
export type Completion = Logged & { log: Log; loggedAtSent: string; sets: SetVersion[] }

/** Reads a completion as it was sent. Of a set it names twice, the newer counts. */
export function completionOf(sent: CompleteBody, operationId: string, arrival: Arrival): Completion {
  const loggedAtMs = effectiveMs(sent.logged_at, arrival)
  const byId = new Map<string, SetVersion>()
  for (const set of sent.actualSets) {
    const version = setVersionOf(set.id, set, operationId, arrival)
    const twin = byId.get(version.set.id)
    if (!twin || version.loggedAtMs >= twin.loggedAtMs) byId.set(version.set.id, version)
  }
  const sets = [...byId.values()]
  const log: Log = {
    startedAt: storedInstant(sent.startedAt),
    completedAt: storedInstant(sent.completedAt),
    planVersion: sent.planVersion,
    sessionRpe: sent.sessionRpe,
    notes: sent.notes,
    actualSets: sets.map((version) => version.set),
    logged_at: isoOf(loggedAtMs),
  }
  return { log, loggedAtMs, loggedAtSent: sent.logged_at, operationId, sets }
}

/**
 * What a completion changes among the sets that stand. It restates every set it holds at the moment it was logged, and leaves
 * out what was taken back before; a set changed after that moment stays as it is. So the outcome does not depend on whether
 * an older edit of a set arrives before the completion or after it.
 */
export function setChanges(completion: Completion, standing: ReadonlyMap<string, StandingSet>): { save: SetVersion[]; takeBack: string[] } {
  const restated = completion.sets.map((set) => ({ ...set, loggedAtMs: Math.max(set.loggedAtMs, completion.loggedAtMs) }))
  const save = restated.filter((version) => {
    const before = standing.get(version.set.id)
    return !before || isNewer(version, before)
  })
  const held = new Set(restated.map((version) => version.set.id))
  const left = [...standing.values()].filter((set) => !set.deleted && !held.has(set.id))
  return { save, takeBack: left.filter((set) => isNewer(completion, set)).map((set) => set.id) }
}
