import type { CompleteBody, Log } from '../operation.ts'
import type { ActualSet } from '../session.ts'
import { effectiveMs, isoOf, storedInstant } from './arrival.ts'
import type { Arrival } from './arrival.ts'
import { isNewer } from './newest.ts'
import type { Logged } from './newest.ts'

/** What stands in the place of a set, as far as the next version of it needs to know. */
export type StandingSet = Logged & { id: string; deleted: boolean }

/** A version of a set to store: its `logged_at` is the corrected one. */
export type SetVersion = Logged & { set: ActualSet; loggedAtSent: string }

/** A completion made ready to store. */
export type Completion = Logged & { log: Log; loggedAtSent: string; sets: SetVersion[] }

/** A set as it was sent, made ready to store: ids in lower case, as the database writes them, and its corrected `logged_at`. */
export function setVersionOf(id: string, sent: Omit<ActualSet, 'id'>, operationId: string, arrival: Arrival): SetVersion {
  const loggedAtMs = effectiveMs(sent.logged_at, arrival)
  const set: ActualSet = {
    ...sent,
    id: id.toLowerCase(),
    exerciseId: sent.exerciseId.toLowerCase(),
    plannedSetId: sent.plannedSetId?.toLowerCase() ?? null,
    completedAt: storedInstant(sent.completedAt),
    logged_at: isoOf(loggedAtMs),
  }
  return { set, loggedAtMs, loggedAtSent: sent.logged_at, operationId }
}

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

/** A kept log made current again, at the moment somebody asked for it: the same content, a new `logged_at`. */
export function restoredCompletion(kept: Log, asked: Logged & { loggedAtSent: string }): Completion {
  const { loggedAtMs, loggedAtSent, operationId } = asked
  const sets = kept.actualSets.map((set) => ({ set, loggedAtMs: Date.parse(set.logged_at), loggedAtSent: set.logged_at, operationId }))
  return { log: { ...kept, logged_at: isoOf(loggedAtMs) }, loggedAtMs, loggedAtSent, operationId, sets }
}

/**
 * What a completion changes among the sets that stand. It restates every set it holds at the moment it was logged, and leaves
 * out what was taken back before; a set changed after that moment stays as it is. So the outcome does not depend on whether
 * an older edit of a set arrives before the completion or after it, nor on which of several completions arrives first.
 */
export function setChanges(completion: Completion, standing: ReadonlyMap<string, StandingSet>): { save: SetVersion[]; takeBack: string[] } {
  const restated = completion.sets.map((set) => ({ ...set, loggedAtMs: completion.loggedAtMs }))
  const save = restated.filter((version) => {
    const before = standing.get(version.set.id)
    return !before || isNewer(version, before)
  })
  const held = new Set(restated.map((version) => version.set.id))
  const left = [...standing.values()].filter((set) => !set.deleted && !held.has(set.id))
  return { save, takeBack: left.filter((set) => isNewer(completion, set)).map((set) => set.id) }
}
