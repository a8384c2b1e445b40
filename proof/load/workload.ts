import type { ActualSet, SentTakenBack } from '@holdfast/contract'
import type { Chance } from '@holdfast/tools/chance'

/** A lifter who sends load. */
export type Lifter = { id: string; token: string; sessionIds: readonly string[] }

/** One act of a lifter, with the id it is sent under. */
export type Operation = {
  id: string
  kind: 'putSet' | 'deleteSet' | 'complete' | 'skip'
  lifter: Lifter
  sessionId: string
  /** The set of a `putSet` or a `deleteSet`. */
  setId: string | null
  loggedAtMs: number
  method: 'PUT' | 'DELETE' | 'POST'
  path: string
  body: { reps?: number | null; actualSets?: readonly ActualSet[]; takenBack?: readonly SentTakenBack[]; [field: string]: unknown }
}

/** One request: a single operation, or several of one lifter through `POST /v1/operations`. */
export type Sending = { lifter: Lifter; batch: boolean; operations: readonly Operation[] }

const SETS_PER_SESSION = 6
const UNPLANNED_PER_LIFTER = 2
const HOUR_MS = 3_600_000

/** What lifters did in the hour before `nowMs`: sets, removals, completions and skips that conflict in the same sessions. */
export function operationsOf(chance: Chance, lifters: readonly Lifter[], count: number, nowMs: number): Operation[] {
  const someIds = (length: number) => Array.from({ length }, () => chance.uuid())
  // Unplanned sessions: whatever arrives first makes them.
  const outside = new Map(lifters.map((lifter) => [lifter, someIds(UNPLANNED_PER_LIFTER)]))
  const setIds = new Map(
    lifters.flatMap((lifter) => [...lifter.sessionIds, ...(outside.get(lifter) ?? [])].map((id) => [id, someIds(SETS_PER_SESSION)])),
  )
  const exerciseId = chance.uuid()
  const startMs = nowMs - HOUR_MS
  // Rounded to seconds, so that some versions tie and the operation id decides.
  const someMs = () => startMs + chance.below(3_000) * 1_000
  const aSet = (id: string, loggedAtMs: number): ActualSet => ({
    id,
    exerciseId,
    plannedSetId: null,
    setType: 'working',
    setOrder: chance.below(20),
    weight: { value: chance.below(400) / 2, unit: 'kg' },
    reps: chance.below(20),
    rpe: null,
    completedAt: iso(loggedAtMs),
    logged_at: iso(loggedAtMs),
  })

  return Array.from({ length: count }, (_, index): Operation => {
    const lifter = lifters[index % lifters.length] as Lifter
    const isOutside = chance.happens(0.1)
    const known = chance.pick(isOutside ? (outside.get(lifter) ?? []) : lifter.sessionIds)
    const unplanned = isOutside ? { unplanned: { title: 'Garage session', scheduledOn: iso(nowMs).slice(0, 10) } } : {}
    // A few are about an unknown session, or cannot be read: their rejection is a verdict like any other.
    const sessionId = chance.happens(0.02) ? chance.uuid() : known
    const wrong = chance.happens(0.01) ? { reps: 1_000_000, unknown: true } : {}
    const setId = chance.pick(setIds.get(known) ?? [])
    const loggedAtMs = someMs()
    const place = { id: chance.uuid(), lifter, sessionId, loggedAtMs }
    const dice = chance.next()
    if (dice < 0.62) {
      const { id, ...body } = aSet(setId, loggedAtMs)
      const path = `/v1/sessions/${sessionId}/sets/${id}`
      return { ...place, kind: 'putSet', setId, method: 'PUT', path, body: { ...body, ...unplanned, ...wrong } }
    }
    const logged_at = iso(loggedAtMs)
    if (dice < 0.74) {
      const path = `/v1/sessions/${sessionId}/sets/${setId}`
      return { ...place, kind: 'deleteSet', setId, method: 'DELETE', path, body: { logged_at, ...unplanned, ...wrong } }
    }
    if (dice < 0.88) {
      const held = new Set((setIds.get(known) ?? []).filter(() => chance.happens(0.6)))
      const body = {
        startedAt: iso(loggedAtMs - HOUR_MS),
        completedAt: logged_at,
        planVersion: 1,
        sessionRpe: 8,
        // No two logs are equal, so each one that loses must be found as a revision.
        notes: `log ${index}`,
        actualSets: [...held].map((id) => aSet(id, loggedAtMs - chance.below(600) * 1_000)),
        takenBack: (setIds.get(known) ?? [])
          .filter((id) => !held.has(id) && chance.happens(0.3))
          .map((id): SentTakenBack => (chance.happens(0.3) ? id : { id, logged_at: iso(loggedAtMs - chance.below(600) * 1_000) })),
        logged_at,
      }
      return {
        ...place,
        kind: 'complete',
        setId: null,
        method: 'POST',
        path: `/v1/sessions/${sessionId}/complete`,
        body: { ...body, ...unplanned, ...wrong },
      }
    }
    const path = `/v1/sessions/${sessionId}/skip`
    return { ...place, kind: 'skip', setId: null, method: 'POST', path, body: { reason: `reason ${index}`, logged_at, ...wrong } }
  })
}

/** Sends each operation one to four times, alone and in batches, with the copies close together so that they race. */
export function sendingsOf(chance: Chance, operations: readonly Operation[], nearby = 200): Sending[] {
  const sendings: Sending[] = []
  for (let first = 0; first < operations.length; first += nearby) {
    const group = operations.slice(first, first + nearby)
    const copies = chance.shuffled(group.flatMap((operation) => Array.from({ length: 1 + chance.below(4) }, () => operation)))
    const half = Math.floor(copies.length / 2)
    const alone = copies.slice(0, half).map((operation): Sending => ({ lifter: operation.lifter, batch: false, operations: [operation] }))
    sendings.push(...chance.shuffled([...alone, ...batchesOf(chance, copies.slice(half))]))
  }
  return sendings
}

function batchesOf(chance: Chance, copies: readonly Operation[]): Sending[] {
  const byLifter = new Map<Lifter, Operation[]>()
  for (const operation of copies) byLifter.set(operation.lifter, [...(byLifter.get(operation.lifter) ?? []), operation])
  return [...byLifter].flatMap(([lifter, own]) => {
    const batches: Sending[] = []
    for (let first = 0; first < own.length;) {
      const size = 1 + chance.below(12)
      batches.push({ lifter, batch: true, operations: own.slice(first, first + size) })
      first += size
    }
    return batches
  })
}

function iso(ms: number): string {
  return new Date(ms).toISOString()
}
