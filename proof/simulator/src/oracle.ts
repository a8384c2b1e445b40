import type { ActualSet, CompleteBody, Log, PutSetBody, Session } from '@holdfast/contract'
import type { CheckName } from './checkNames.ts'
import type { Effect, ServerRequest, SimServer } from './server.ts'

type Operation = { method: string; path: string; body: unknown }
type Version = Moment & { set: Pick<ActualSet, 'reps' | 'weight' | 'rpe'> | null }
type Moment = { loggedAtMs: number; operationId: string; toldAtMs?: number }
type Broken = (check: CheckName, words: string) => void

/**
 * What the server should hold, worked out once more from every operation that had an effect, in no order: of each set the newest word,
 * if no log that lost took the set along; of two finished logs the newer. It shares nothing with the rules it judges but the moments they worked out.
 */
export function createOracle(server: () => SimServer, broken: Broken, looked: (check: CheckName) => void) {
  const operations = new Map<string, Operation>()
  const effects = new Map<string, Effect>()
  const standing = new Map<string, Log>()
  /** Sessions in which a kept log was asked back, or that left the programme: their outcome is not worked out here. */
  const beyond = new Set<string>()

  const setsOf = (sessionId: string): Map<string, Version> => {
    const versions = new Map<string, Version>()
    const say = (setId: string, version: Version): void => {
      const before = versions.get(setId)
      if (!before || isNewer(version, before)) versions.set(setId, version)
    }
    const own = [...effects.values()].filter((effect) => effect.sessionId === sessionId)
    const ends: Effect[] = []
    for (const effect of own) {
      const { operationId, loggedAtMs } = effect
      const { method, path, body } = operations.get(operationId)!
      const setId = /\/sets\/(.+)$/.exec(path)?.[1]
      if (setId) say(setId, { loggedAtMs, operationId, set: method === 'PUT' ? (body as PutSetBody) : null })
      else if (path.endsWith('/complete')) ends.push(effect)
    }
    const stands = newestOf(ends)
    const heldMs = new Map<string, number>()
    for (const { operationId, loggedAtMs, sets = [], takenBack: gone = [] } of ends) {
      const setsMs = new Map(sets.map((version) => [version.set.id, version.loggedAtMs]))
      const { actualSets, takenBack = [] } = operations.get(operationId)!.body as CompleteBody
      for (const set of actualSets) {
        const saidMs = setsMs.get(set.id)!
        say(set.id, { loggedAtMs: saidMs, toldAtMs: loggedAtMs, operationId, set })
        heldMs.set(set.id, Math.max(saidMs, heldMs.get(set.id) ?? saidMs))
      }
      const goneMs = new Map(gone.map((one) => [one.id, one.loggedAtMs]))
      for (const one of takenBack) say(idOf(one), { loggedAtMs: goneMs.get(idOf(one))!, toldAtMs: loggedAtMs, operationId, set: null })
    }
    // What only logs that lost said goes with them; what no log speaks of stays.
    const standing = new Set(stands && (operations.get(stands.operationId)!.body as CompleteBody).actualSets.map(({ id }) => id))
    for (const [setId, ms] of heldMs) {
      const version = versions.get(setId)!
      if (!standing.has(setId) && version.loggedAtMs <= ms) versions.set(setId, { ...version, set: null })
    }
    return versions
  }

  return {
    /** Hears of every request that reached the server, before it acts. */
    arriving(request: ServerRequest): void {
      const batch =
        request.path === '/v1/operations' ? (request.body as { operations: (Operation & { operationId: string })[] }).operations : null
      for (const one of batch ?? [{ ...request, operationId: request.headers['Idempotency-Key'] ?? '' }]) {
        if (!operations.has(one.operationId)) operations.set(one.operationId, { method: one.method, path: one.path, body: one.body })
      }
    },
    beyond: (sessionId: string): void => void beyond.add(sessionId),
    /** Something took effect: once for each operation, and no finished log is thrown away for another. */
    took(effect: Effect): void {
      looked('one effect per operation')
      if (effects.has(effect.operationId)) broken('one effect per operation', `${effect.operationId} took effect twice`)
      effects.set(effect.operationId, effect)
      const operation = operations.get(effect.operationId)
      if (operation?.path.endsWith('/restore')) beyond.add(effect.sessionId)
      const stored = server().accounts.get(effect.accountId)?.sessions.get(effect.sessionId)
      if (!stored || !operation) return
      const kept = (log: Log): boolean =>
        stored.revisions.some((revision) => revision.kind === 'completion' && saysTheSame(revision.payload, log))
      const now = logOf(stored)
      const before = standing.get(effect.sessionId)
      const ends = operation.path.endsWith('/complete') || operation.path.endsWith('/restore')
      // A log that lost takes the sets along that it held: they are in it then, beside what stands.
      const keptSet = ({ id }: ActualSet): boolean =>
        stored.revisions.some(({ kind, payload }) => kind === 'completion' && payload.actualSets.some((set) => set.id === id))
      // Nor what the lifter had taken back of their own before they ended the log that lost.
      const takenBack = new Set((operation.body as Partial<CompleteBody>).takenBack?.map(idOf))
      const isThere = (log: Log, held: Log): boolean =>
        effect.outcome === 'applied'
          ? saysTheSame(log, held) || kept(log)
          : log.actualSets.every((set) => held.actualSets.some(({ id }) => id === set.id) || keptSet(set) || takenBack.has(set.id))
      if (ends && before && now) looked('no log is thrown away')
      if (ends && before && now && !isThere(before, now))
        broken('no log is thrown away', `what stood in ${effect.sessionId} is gone after ${effect.operationId}`)
      if (operation.path.endsWith('/complete') && effect.outcome === 'superseded') {
        const sent = operation.body as CompleteBody
        if (!kept(sent) && !(now && saysTheSame(now, sent)))
          broken('no log is thrown away', `the log of ${effect.operationId} lost and is not kept`)
      }
      if (now) standing.set(effect.sessionId, now)
    },
    /** Everything that took effect and says something of a set, by operation: its numbers, or null where it is gone. A finish says so of every set it does not hold. */
    saidOf(sessionId: string, setId: string): { operationId: string; set: Version['set']; notes?: string }[] {
      return [...effects.values()].flatMap((effect) => {
        const { operationId } = effect
        const { method, path, body } = operations.get(operationId)!
        if (effect.sessionId !== sessionId) return []
        if (path.endsWith(`/sets/${setId}`)) return [{ operationId, set: method === 'PUT' ? (body as PutSetBody) : null }]
        if (!path.endsWith('/complete')) return []
        const { actualSets, notes } = body as CompleteBody
        return [{ operationId, set: actualSets.find(({ id }) => id === setId) ?? null, notes }]
      })
    },
    /** Every operation of a session that took effect. */
    operationsOf: (sessionId: string): string[] =>
      [...effects.values()].flatMap((effect) => (effect.sessionId === sessionId ? [effect.operationId] : [])),
    /** Every completion of a session that took effect. */
    endsOf: (sessionId: string): Effect[] =>
      [...effects.values()].filter(
        (effect) => effect.sessionId === sessionId && operations.get(effect.operationId)!.path.endsWith('/complete'),
      ),
    /** The operations that made a revision of a session the log that counts. */
    restoresOf: (sessionId: string): string[] =>
      [...operations].flatMap(([operationId, { path }]) =>
        path.includes(`/${sessionId}/`) && path.endsWith('/restore') ? [operationId] : [],
      ),
    isBeyond: (sessionId: string): boolean => beyond.has(sessionId),
    receipts: (operationId: string): boolean => effects.has(operationId),
    effectOf: (operationId: string): Effect | undefined => effects.get(operationId),
    /** Compares everything the server holds with what it should. */
    compare(accountId: string): void {
      for (const [sessionId, stored] of server().accounts.get(accountId)?.sessions ?? []) {
        if (stored.deleted || beyond.has(sessionId)) continue
        const versions = setsOf(sessionId)
        const held = new Map(stored.session.actualSets.map((set) => [set.id, set]))
        for (const [setId, { set }] of versions) {
          looked('the newest word stands')
          const shown = held.get(setId)
          if (numbers(shown) !== numbers(set ?? undefined))
            broken(
              'the newest word stands',
              `set ${setId} of ${sessionId} holds ${numbers(shown)}, the newest word was ${numbers(set ?? undefined)}`,
            )
        }
        for (const setId of held.keys())
          if (!versions.has(setId)) broken('the newest word stands', `set ${setId} of ${sessionId} was never sent`)
        const { status } = stored.session
        if (held.size > 0) looked('a set begins its session')
        if (held.size > 0 && status !== 'in_progress' && status !== 'completed')
          broken('a set begins its session', `${sessionId} holds sets and is ${status}`)
        const ends = [...effects.values()].filter(
          (effect) => effect.sessionId === sessionId && operations.get(effect.operationId)!.path.endsWith('/complete'),
        )
        const newest = newestOf(ends)
        if (newest) {
          looked('a finished workout stays finished')
          looked('the newer log stands')
        }
        if (newest && stored.session.status !== 'completed')
          broken('a finished workout stays finished', `${sessionId} was finished and is ${stored.session.status}`)
        if (newest && stored.loggedAtMs < newest.loggedAtMs)
          broken('the newer log stands', `${sessionId} stands since ${stored.loggedAtMs}, a log of ${newest.loggedAtMs} was sent`)
      }
    },
  }
}

const idOf = (one: NonNullable<CompleteBody['takenBack']>[number]): string => (typeof one === 'string' ? one : one.id)

const numbers = (set: Pick<ActualSet, 'reps' | 'weight' | 'rpe'> | undefined): string =>
  set ? `${set.reps} × ${set.weight?.value ?? '–'} @ ${set.rpe ?? '–'}` : 'nothing'

function logOf({ session }: { session: Session }): Log | null {
  const { status, startedAt, completedAt, logged_at, planVersion, sessionRpe, notes, actualSets } = session
  if (status !== 'completed' || startedAt === null || completedAt === null || logged_at === null) return null
  return { startedAt, completedAt, planVersion, sessionRpe, notes, actualSets, logged_at }
}

/** Whether two logs say that the same was lifted, and the same about it. */
function saysTheSame(a: Content, b: Content): boolean {
  return contentOf(a) === contentOf(b)
}

type Content = Pick<Log, 'startedAt' | 'completedAt' | 'sessionRpe' | 'notes' | 'actualSets'>

function contentOf({ startedAt, completedAt, sessionRpe, notes, actualSets }: Content): string {
  const sets = actualSets.map(
    (set) => `${set.id} ${set.exerciseId} ${set.setType} ${set.setOrder} ${numbers(set)} ${Date.parse(set.completedAt)}`,
  )
  return JSON.stringify([Date.parse(startedAt), Date.parse(completedAt), sessionRpe, notes, sets.sort((x, y) => (x < y ? -1 : 1))])
}

function isNewer(a: Moment, b: Moment): boolean {
  const told = (a.toldAtMs ?? a.loggedAtMs) - (b.toldAtMs ?? b.loggedAtMs)
  return (a.loggedAtMs - b.loggedAtMs || told || (a.operationId > b.operationId ? 1 : -1)) > 0
}
const newestOf = (ends: readonly Effect[]): Effect | null =>
  ends.reduce<Effect | null>((best, one) => (!best || isNewer(one, best) ? one : best), null)
