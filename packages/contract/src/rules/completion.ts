import { takenBackId } from '../operation.ts'
import type { CompleteBody, Log, SentTakenBack } from '../operation.ts'
import type { ActualSet } from '../session.ts'
import { effectiveMs, isoOf, storedInstant } from './arrival.ts'
import type { Arrival } from './arrival.ts'
import { setMeets } from './conflict.ts'
import type { Logged } from './newest.ts'
import { arrivalAmongOwn, boundsAround } from './ownStatements.ts'
import type { SessionStatement } from './ownStatements.ts'

/**
 * The newest version of a set, as far as the rules need it. `heldBy`: the operation of the last completion that counted and holds the set.
 * `heldMs`: the latest moment of the set in any completion, also in one that lost (Unix epoch, ms). Both are null if no completion holds it.
 */
export type StandingSet = Logged & { id: string; deleted: boolean; heldBy: string | null; heldMs: number | null }

/** A version of a set to store. `logged_at` in `set` is corrected; `loggedAtSent` is as sent. */
export type SetVersion = Logged & { set: ActualSet; loggedAtSent: string }

/** A completion to store. `takenBack`: sets that it does not hold because the lifter removed them. */
export type Completion = Logged & { log: Log; loggedAtSent: string; sets: SetVersion[]; takenBack: TakenBack[] }

/** A removed set, and the version that removed it. Only a newer version brings the set back. */
export type TakenBack = Logged & { id: string; loggedAtSent: string }

/** A sent set, to store: ids in lower case, as the database writes them, and the corrected `logged_at`. */
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

/**
 * Makes a sent completion ready to store. Each set has its moment, placed among the earlier statements about the session (`words`). If it
 * names a set twice, the newer counts.
 */
export function completionOf(sent: CompleteBody, operationId: string, arrival: Arrival, words: readonly SessionStatement[]): Completion {
  const loggedAtMs = effectiveMs(sent.logged_at, arrival)
  const byId = new Map<string, SetVersion>()
  for (const set of sent.actualSets) {
    const setMs = momentInCompletion(set.logged_at, loggedAtMs, arrival, words)
    const placed = { receivedAtMs: loggedAtMs, shiftMs: setMs - Date.parse(set.logged_at) }
    const version = setVersionOf(set.id, set, operationId, placed)
    const twin = byId.get(version.set.id)
    if (!twin || version.loggedAtMs >= twin.loggedAtMs) byId.set(version.set.id, { ...version, toldAtMs: loggedAtMs })
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
  const gone = new Map<string, TakenBack>()
  for (const one of sent.takenBack ?? []) {
    const { loggedAtSent, ms } = goneSince(one, sent.logged_at, loggedAtMs, arrival, words)
    const id = takenBackId(one).toLowerCase()
    const twin = gone.get(id)
    if (byId.has(id) || (twin && twin.loggedAtMs >= ms)) continue
    gone.set(id, { id, loggedAtMs: ms, toldAtMs: loggedAtMs, loggedAtSent, operationId })
  }
  const takenBack = [...gone.values()]
  return { log, loggedAtMs, loggedAtSent: sent.logged_at, operationId, sets, takenBack }
}

/** From when a set that a completion removed is gone. An id alone means the moment of the completion. */
function goneSince(one: SentTakenBack, sentAt: string, completionMs: number, arrival: Arrival, words: readonly SessionStatement[]) {
  if (typeof one === 'string') return { loggedAtSent: sentAt, ms: completionMs }
  return { loggedAtSent: one.logged_at, ms: momentInCompletion(one.logged_at, completionMs, arrival, words) }
}

/**
 * From when a set in a completion, or a removal, counts. If the statement is known already (its `PUT`, or one of another device that this one
 * had received), its moment there. Otherwise the stamp may be of another clock than the completion's, set right in between. Then the
 * correction does not apply to it. So take the later of the stamp and the corrected stamp that is not after the completion. It can be too late, at
 * most by as much as every set of a finish would be, but never too early.
 */
function momentInCompletion(loggedAt: string, completionMs: number, arrival: Arrival, words: readonly SessionStatement[]): number {
  const saidMs = Date.parse(storedInstant(loggedAt))
  const own = words.filter(({ isOwn }) => isOwn)
  const itself = own.find((word) => word.saidMs === saidMs) ?? words.find(({ countsMs }) => countsMs === saidMs)
  if (itself) return itself.countsMs
  const corrected = effectiveMs(loggedAt, arrivalAmongOwn(arrival, loggedAt, boundsAround(saidMs, own)))
  const possible = [corrected, Date.parse(loggedAt)].filter((ms) => ms <= completionMs)
  return possible.length > 0 ? Math.max(...possible) : completionMs
}

/** A restored revision, as a completion at the moment of the request. All its sets are stated anew at that moment. */
export function restoredCompletion(kept: Log, asked: Logged & { loggedAtSent: string }): Completion {
  const { loggedAtMs, loggedAtSent, operationId } = asked
  const sets = kept.actualSets.map((set) => ({ set: { ...set, logged_at: isoOf(loggedAtMs) }, loggedAtMs, loggedAtSent, operationId }))
  return { log: { ...kept, logged_at: isoOf(loggedAtMs) }, loggedAtMs, loggedAtSent, operationId, sets, takenBack: [] }
}

/**
 * What a completion changes among the sets, whether it counts or not. The newest version of a set counts. The versions are
 *
 *     its PUT and its DELETE           at their moment
 *     a completion that holds it       logged, at the moment the set has in it (`isNewer` on a tie)
 *     a completion that took it back   removed, at the moment it says, or that of the completion
 *
 * What a completion that lost said of a set does not count, unless the completion that counts holds the set too or something newer was said of
 * it (`countsUnder`). Only the newest version is compared, so the outcome does not depend on the order of arrival. A set of another device that no
 * completion knew of stays in the finished session.
 *
 * `standing` is every set of the session, removed ones too.
 */
export function setChanges(
  completion: Completion,
  standing: ReadonlyMap<string, StandingSet>,
): { save: SetVersion[]; takeBack: TakenBack[] } {
  const { sets, takenBack } = completion
  const save = sets.filter((version) => setMeets(version, standing.get(version.set.id)) === 'sent')
  // A set that the server does not know is removed too: its PUT may still be on the way.
  return { save, takeBack: takenBack.filter((gone) => setMeets(gone, standing.get(gone.id)) === 'sent') }
}

/** Whether a set counts if the completion of the operation `standingId` counts. Null if no completion does. */
export function countsUnder(standingId: string | null, { deleted, loggedAtMs, heldBy, heldMs }: StandingSet): boolean {
  return !deleted && (heldMs === null || heldBy === standingId || loggedAtMs > heldMs)
}

/** Whether a completion that lost makes a set stop counting. If so it must become a revision, also when it says the same as the log that counts. */
export function takesAway(completion: Completion, standing: ReadonlyMap<string, StandingSet>, standingId: string | null): boolean {
  const counted = (id: string): StandingSet | undefined => {
    const set = standing.get(id)
    return set && countsUnder(standingId, set) ? set : undefined
  }
  return (
    setChanges(completion, standing).takeBack.some(({ id }) => counted(id)) ||
    completion.sets.some(({ set: { id }, loggedAtMs }) => {
      const set = counted(id)
      return set !== undefined && set.heldBy !== standingId && set.loggedAtMs <= loggedAtMs
    })
  )
}
