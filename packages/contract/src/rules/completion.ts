import { takenBackId } from '../operation.ts'
import type { CompleteBody, Log, SentTakenBack } from '../operation.ts'
import type { ActualSet } from '../session.ts'
import { effectiveMs, isoOf, storedInstant } from './arrival.ts'
import type { Arrival } from './arrival.ts'
import { setMeets } from './conflict.ts'
import type { Logged } from './newest.ts'
import { arrivalAmongOwn, ownWordsAround } from './ownWords.ts'
import type { SessionWord } from './ownWords.ts'

/**
 * The newest version of a set, as far as the next one needs to know it. `heldBy`: the operation of the last completion that stood and holds
 * the set. `heldMs`: the latest moment it has in any completion, also in one that lost. Null for a set of none.
 */
export type StandingSet = Logged & { id: string; deleted: boolean; heldBy: string | null; heldMs: number | null }

/** A version of a set to store: its `logged_at` is the corrected one. */
export type SetVersion = Logged & { set: ActualSet; loggedAtSent: string }

/** A completion made ready to store. `takenBack`: sets it does not hold because its lifter took them back. */
export type Completion = Logged & { log: Log; loggedAtSent: string; sets: SetVersion[]; takenBack: TakenBack[] }

/** A set taken back, and by which version: only a newer one brings it back. */
export type TakenBack = Logged & { id: string; loggedAtSent: string }

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

/**
 * Reads a completion as it was sent. Each of its sets keeps its own moment, among what was said of the session before (`words`). Of a set it
 * names twice, the newer counts.
 */
export function completionOf(sent: CompleteBody, operationId: string, arrival: Arrival, words: readonly SessionWord[]): Completion {
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

/** Since when a set is gone that a completion took back: an id alone means the moment of the completion. */
function goneSince(one: SentTakenBack, sentAt: string, completionMs: number, arrival: Arrival, words: readonly SessionWord[]) {
  if (typeof one === 'string') return { loggedAtSent: sentAt, ms: completionMs }
  return { loggedAtSent: one.logged_at, ms: momentInCompletion(one.logged_at, completionMs, arrival, words) }
}

/**
 * From when a set counts that a completion holds or took back: where its own `PUT` arrived, or another device's that this one was told of, from
 * then. Otherwise its stamp may be of another clock than the completion's: of this device before it knew better. Then the correction is not its
 * own. So it is the later of both that is not after the completion: too late at most as all sets of a finish would be, and never too early.
 */
function momentInCompletion(loggedAt: string, completionMs: number, arrival: Arrival, words: readonly SessionWord[]): number {
  const saidMs = Date.parse(storedInstant(loggedAt))
  const own = words.filter(({ isOwn }) => isOwn)
  const itself = own.find((word) => word.saidMs === saidMs) ?? words.find(({ countsMs }) => countsMs === saidMs)
  if (itself) return itself.countsMs
  const corrected = effectiveMs(loggedAt, arrivalAmongOwn(arrival, loggedAt, ownWordsAround(saidMs, own)))
  const possible = [corrected, Date.parse(loggedAt)].filter((ms) => ms <= completionMs)
  return possible.length > 0 ? Math.max(...possible) : completionMs
}

/** A revision made current again, at the moment somebody asked for it: the same content, said anew as a whole. */
export function restoredCompletion(kept: Log, asked: Logged & { loggedAtSent: string }): Completion {
  const { loggedAtMs, loggedAtSent, operationId } = asked
  const sets = kept.actualSets.map((set) => ({ set: { ...set, logged_at: isoOf(loggedAtMs) }, loggedAtMs, loggedAtSent, operationId }))
  return { log: { ...kept, logged_at: isoOf(loggedAtMs) }, loggedAtMs, loggedAtSent, operationId, sets, takenBack: [] }
}

/**
 * What a completion changes among the sets, whether it stands or not. The newest version of a set counts, and versions of a set are
 *
 *     its PUT and its DELETE           at their own moment
 *     a completion that holds it       logged, at the moment the set has in it (`isNewer` on a tie)
 *     a completion that took it back   taken back, at the moment it says, or its own
 *
 * What a completion that lost said of a set goes with it, unless the one that stands holds the set too or something newer was said of it
 * (`countsUnder`). Of all that was said only the newest is looked at, so the outcome does not depend on the order of arrival. A set
 * that no completion knew of, of another device, stays in the finished session.
 *
 * `standing` is every set of the session, those taken back too.
 */
export function setChanges(
  completion: Completion,
  standing: ReadonlyMap<string, StandingSet>,
): { save: SetVersion[]; takeBack: TakenBack[] } {
  const { sets, takenBack } = completion
  const save = sets.filter((version) => setMeets(version, standing.get(version.set.id)) === 'sent')
  // A set nobody has heard of is taken back too: its PUT may still be on the way.
  return { save, takeBack: takenBack.filter((gone) => setMeets(gone, standing.get(gone.id)) === 'sent') }
}

/** Whether a set counts where the completion of that operation stands; null where none does. */
export function countsUnder(standingId: string | null, { deleted, loggedAtMs, heldBy, heldMs }: StandingSet): boolean {
  return !deleted && (heldMs === null || heldBy === standingId || loggedAtMs > heldMs)
}

/** Whether something that counted goes with a completion that lost: so it has to be kept even where it says what stands. */
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
