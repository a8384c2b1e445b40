import type { CompleteBody, Log } from '../operation.ts'
import type { ActualSet } from '../session.ts'
import { effectiveMs, isoOf, storedInstant } from './arrival.ts'
import type { Arrival } from './arrival.ts'
import { setMeets } from './conflict.ts'
import type { Logged } from './newest.ts'

/** What stands in the place of a set, as far as the next version of it needs to know. */
export type StandingSet = Logged & { id: string; deleted: boolean }

/** A version of a set to store: its `logged_at` is the corrected one. */
export type SetVersion = Logged & { set: ActualSet; loggedAtSent: string }

/** A completion made ready to store. `takenBack`: sets it does not hold because its lifter took them back. */
export type Completion = Logged & { log: Log; loggedAtSent: string; sets: SetVersion[]; takenBack: string[] }

/** A set taken back, and by which version: only a newer one brings it back. */
export type TakenBack = Logged & { id: string }

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
  const takenBack = [...new Set(sent.takenBack?.map((id) => id.toLowerCase()))].filter((id) => !byId.has(id))
  return { log, loggedAtMs, loggedAtSent: sent.logged_at, operationId, sets, takenBack }
}

/** A kept log made current again, at the moment somebody asked for it: the same content, a new `logged_at`. */
export function restoredCompletion(kept: Log, asked: Logged & { loggedAtSent: string }): Completion {
  const { loggedAtMs, loggedAtSent, operationId } = asked
  const sets = kept.actualSets.map((set) => ({ set, loggedAtMs: Date.parse(set.logged_at), loggedAtSent: set.logged_at, operationId }))
  return { log: { ...kept, logged_at: isoOf(loggedAtMs) }, loggedAtMs, loggedAtSent, operationId, sets, takenBack: [] }
}

/**
 * What a completion that stands from now on changes among the sets. The newest version of a set counts, and versions of a set are:
 *
 *     its PUT and its DELETE                         at their own moment
 *     a completion that took it back                 taken back, at the moment of the completion
 *     the completion that stands, where it holds it  logged, at the moment of the completion
 *     any other completion that holds it             taken back, at the moment of that completion
 *
 * So the outcome does not depend on the order of arrival. A set that no completion knew of, of another device, stays in the
 * finished session; of two completions nothing is blended: what the older one restated goes with it, into the revision.
 *
 * `standing` is every set of the session, those taken back too; `replaced` the completion that stood until now, null where there was
 * none or only one of the server's own.
 */
export function setChanges(
  completion: Completion,
  standing: ReadonlyMap<string, StandingSet>,
  replaced: Logged | null,
): { save: SetVersion[]; takeBack: TakenBack[] } {
  const { loggedAtMs } = completion
  const restated = completion.sets.map((set) => ({ ...set, loggedAtMs }))
  const save = restated.filter(({ set }) => setMeets(completion, standing.get(set.id)) === 'sent')
  const named = new Set([...restated.map(({ set }) => set.id), ...completion.takenBack])
  // At their own moment, not at this one: an edit between the two stays, whether it comes before this completion or after it.
  const gone = [...standing.values()].filter(
    ({ id, deleted, operationId }) => operationId === replaced?.operationId && !deleted && !named.has(id),
  )
  return { save, takeBack: [...gone.map(takenBackAt), ...takenBackBy(completion, completion.takenBack, standing)] }
}

/**
 * What a completion changes among the sets although another one stands: those it holds and those it took back are taken back at its
 * moment, as if it had stood first. `takesAway`: something that counted until now goes with it, so it has to be kept even where
 * it says what stands.
 */
export function losingChanges(
  completion: Completion,
  standing: ReadonlyMap<string, StandingSet>,
): { takeBack: TakenBack[]; takesAway: boolean } {
  const named = [...completion.sets.map(({ set }) => set.id), ...completion.takenBack]
  const takeBack = takenBackBy(completion, named, standing)
  return { takeBack, takesAway: takeBack.some(({ id }) => standing.get(id)?.deleted === false) }
}

/** A set nobody has heard of is taken back too: its PUT may still be on the way. */
function takenBackBy(completion: Completion, ids: readonly string[], standing: ReadonlyMap<string, StandingSet>): TakenBack[] {
  const { loggedAtMs, operationId } = completion
  return ids.filter((id) => setMeets(completion, standing.get(id)) === 'sent').map((id) => ({ id, loggedAtMs, operationId }))
}

function takenBackAt({ id, loggedAtMs, operationId }: StandingSet): TakenBack {
  return { id, loggedAtMs, operationId }
}
