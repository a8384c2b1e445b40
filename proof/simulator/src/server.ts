import {
  arrivalAmongOwn,
  arrivalOf,
  completionMeets,
  completionOf,
  countsAmongOwn,
  countsUnder,
  effectiveMs,
  endpoints,
  isoOf,
  boundsAround,
  restoredCompletion,
  restoreMeets,
  setChanges,
  setMeets,
  setStarts,
  setVersionOf,
  skipMeets,
  storedDay,
  storedInstant,
  takesAway,
  type ActualSet,
  type Arrival,
  type BatchBody,
  type CompleteBody,
  type Completion,
  type Conflict,
  type DeleteSetBody,
  type FieldProblem,
  type KeptBecause,
  type Log,
  type OwnStatement,
  type SessionStatement,
  type Plan,
  type ProblemCode,
  type PutSetBody,
  type RestoreBody,
  type Revision,
  type Session,
  type SetVersion,
  type SkipBody,
  type Standing,
  type StandingSet,
  type TakenBack,
  type SyncAnswer,
  type Unplanned,
} from '@holdfast/contract'
import { unplannedSession } from '@holdfast/mobile/sync/session/unplannedSession.ts'
import { fieldErrors } from '@holdfast/api/src/endpoints/fieldErrors.ts'
import { problemOf } from '@holdfast/api/src/endpoints/problem.ts'

/** Who asks, and by which sign-in: one device of theirs. */
export type SignInRef = { accountId: string; signInId: string }

/** What comes in. Bodies are what JSON would carry. */
export type ServerRequest = { method: string; path: string; headers: Readonly<Record<string, string>>; body: unknown }
export type ServerAnswer = { status: number; json: unknown; headers: Readonly<Record<string, string>> }

/** Something an operation did for the first time, for whoever watches. */
export type Effect = {
  accountId: string
  operationId: string
  sessionId: string
  outcome: 'applied' | 'superseded'
  loggedAtMs: number
  /** What a completion says of its sets, and from when each counts. */
  sets?: readonly SetVersion[]
  /** What it took back, and from when each is gone. */
  takenBack?: readonly TakenBack[]
}

/** Something a device said of a session. */
type Word = OwnStatement & { signInId: string; sessionId: string; operationId: string }

/** A set as it stands, taken back or not. */
type StoredSet = Omit<StandingSet, 'id' | 'deleted'> & { set: ActualSet | null; loggedAtSent: string }

type StoredSession = {
  session: Session
  sets: Map<string, StoredSet>
  revisions: Revision[]
  /** The operations of the revisions, as they are. */
  keptOperationIds: (string | null)[]
  /** Of the log or skip that stands. */
  loggedAtMs: number
  operationId: string
  logPlanVersion: number
  deleted: boolean
}

type StoredVerdict =
  | { kind: 'applied'; outcome: 'applied' | 'superseded'; conflict: Conflict | null; sessionId: string }
  | { kind: 'rejected'; problem: object }

export type StoredAccount = {
  id: string
  version: number
  sessions: Map<string, StoredSession>
  receipts: Map<string, { fingerprint: string; verdict: StoredVerdict }>
  words: Word[]
}

export type ServerOptions = { nowMs: () => number; newId: () => string; effect?: (effect: Effect) => void }

/** Sessions in progress with a set end by themselves this long after it (apps/api, autoFinalise). */
const STALE_MS = 12 * 3_600_000
const PAGE_SESSIONS_MAX = 200

export type SimServer = ReturnType<typeof createServer>

/**
 * The API in memory: its addresses and its receipts, one operation at a time, on the rules both sides share. What it answers is compared
 * with what the real one answers by the slow twin.
 */
export function createServer({ nowMs, newId, effect = () => {} }: ServerOptions) {
  const accounts = new Map<string, StoredAccount>()

  const accountOf = (id: string): StoredAccount => {
    const account = accounts.get(id) ?? { id, version: 0, sessions: new Map(), receipts: new Map(), words: [] }
    accounts.set(id, account)
    return account
  }

  /** Answers a request of somebody whose token was good, and came from that sign-in. */
  function answer({ accountId, signInId }: SignInRef, request: ServerRequest): ServerAnswer {
    const account = accountOf(accountId)
    const { method, path, headers, body } = request
    if (method === 'GET') return read(account, path)
    if (path === endpoints.operations.path) return ok(batch(account, signInId, body as BatchBody))
    const operationId = headers['Idempotency-Key'] ?? ''
    const arrival = arrivalOf(headers['Sent-At'], nowMs())
    return { ...run({ account, signInId, operationId, method, path, body, arrival }), headers: {} }
  }

  function batch(account: StoredAccount, signInId: string, { operations }: BatchBody): object {
    const receivedAtMs = nowMs()
    const told = new Map<string, Session>()
    const answers = operations.map(({ operationId, method, path, body, sentAt }, index) => {
      // A millisecond apart, so that clamping a clock that runs ahead keeps their order.
      const arrival = arrivalOf(sentAt, receivedAtMs + index)
      const { status, json } = run({ account, signInId, operationId, method, path, body, arrival })
      if (status !== 200) return { operationId, status, body: json }
      const { session, ...rest } = json as { session: Session }
      told.set(session.id, session)
      return { operationId, status, body: { ...rest, sessionId: session.id } }
    })
    return { answers, sessions: [...told.values()] }
  }

  function read(account: StoredAccount, path: string): ServerAnswer {
    const url = new URL(path, 'http://sim')
    const revisions = /^\/v1\/sessions\/([^/]+)\/revisions$/.exec(url.pathname)
    if (revisions) {
      const stored = standing(account, revisions[1]!)
      return stored ? ok({ revisions: [...stored.revisions].reverse(), serverTime: isoOf(nowMs()) }) : problem('session_not_found')
    }
    const cursor = Number(url.searchParams.get('cursor'))
    const since = cursor > account.version ? 0 : cursor
    const changed = [...account.sessions.values()]
      .filter(({ session }) => session.version > since)
      .sort((a, b) => a.session.version - b.session.version)
    const page = changed.slice(0, PAGE_SESSIONS_MAX)
    const more = changed.length > page.length
    return ok({
      sessions: page.filter(({ deleted }) => !deleted).map(({ session }) => session),
      tombstones: page.filter(({ deleted }) => deleted).map(({ session }) => session.id),
      cursor: more ? page.at(-1)!.session.version : account.version,
      more,
      serverTime: isoOf(nowMs()),
    } satisfies SyncAnswer)
  }

  /** One operation: claim its id, do it, keep its verdict. */
  function run(asked: Asked) {
    const { account, operationId, method, path, body } = asked
    const fingerprint = `${method} ${path} ${JSON.stringify(body)}`
    const known = account.receipts.get(operationId)
    if (known && known.fingerprint !== fingerprint) return { status: 422, json: { ...problemOf('operation_id_reused'), operationId } }
    const verdict = known?.verdict ?? handle(asked)
    if (!known) account.receipts.set(operationId, { fingerprint, verdict })
    if (verdict.kind === 'rejected') {
      const { status } = verdict.problem as { status: number }
      return { status, json: { ...verdict.problem, operationId } }
    }
    const { outcome, conflict, sessionId } = verdict
    return { status: 200, json: { operationId, outcome, session: account.sessions.get(sessionId)!.session, conflict } }
  }

  function handle({ account, signInId, operationId, method, path, body, arrival: arrived }: Asked): StoredVerdict {
    const match = /^\/v1\/sessions\/([^/]+)\/(?:sets\/([^/]+)|(complete)|(skip)|revisions\/([^/]+)\/restore)$/.exec(path)
    if (!match) return refused('not_found')
    const [, sessionId = '', setId, complete, , revisionId] = match
    const name = setId !== undefined ? (method === 'PUT' ? 'putSet' : 'deleteSet') : complete ? 'complete' : revisionId ? 'restore' : 'skip'
    const content = endpoints[name].body.safeParse(body)
    if (!content.success) return refused('validation_failed', fieldErrors(content.error))
    const loggedAt = (body as { logged_at: string }).logged_at
    const saidMs = Date.parse(storedInstant(loggedAt))
    const words = wordsOf(account, signInId, sessionId)
    const own = words.filter(({ isOwn }) => isOwn)
    const arrival = arrivalAmongOwn(arrived, loggedAt, boundsAround(saidMs, own))
    const call: Call = { account, operationId, arrival, sessionId, version: account.version + 1, words }
    const loggedAtMs = effectiveMs(loggedAt, arrival)
    const done =
      name === 'putSet'
        ? putSet(call, setId!, body as PutSetBody)
        : name === 'deleteSet'
          ? deleteSet(call, setId!, body as DeleteSetBody)
          : name === 'complete'
            ? finish(call, body as CompleteBody)
            : name === 'restore'
              ? restore(call, revisionId!, body as RestoreBody)
              : skip(call, body as SkipBody)
    if ('refused' in done) return refused(done.refused)
    account.version = call.version
    const countsMs = countsAmongOwn(loggedAt, arrived, arrival)
    if (countsMs !== null) account.words.push({ signInId, sessionId, operationId, saidMs, countsMs })
    const { completion, ...verdict } = done
    const says = completion ? { sets: completion.sets, takenBack: completion.takenBack } : {}
    effect({ accountId: account.id, operationId, sessionId, outcome: done.outcome, loggedAtMs, ...says })
    return { kind: 'applied', ...verdict, sessionId }
  }

  function putSet(call: Call, setId: string, { unplanned, ...set }: PutSetBody): Done {
    const stored = findOrMake(call, unplanned)
    if (!stored) return { refused: 'session_not_found' }
    const sent = setVersionOf(setId, set, call.operationId, call.arrival)
    if (setMeets(sent, stored.sets.get(sent.set.id)) === 'standing') return { outcome: 'superseded', conflict: null }
    const { status } = stored.session
    const { starts, keep } = setStarts(status)
    const conflict = keepStanding(call, stored, keep)
    say(stored, sent.set.id, sent)
    const startedAt = stored.session.startedAt ?? sent.set.completedAt
    if (starts) stand(stored, '', 0)
    change(call, stored, starts ? { status: 'in_progress', startedAt, skipReason: null, logged_at: null } : {})
    return { outcome: 'applied', conflict }
  }

  function deleteSet(call: Call, setId: string, { logged_at, unplanned }: DeleteSetBody): Done {
    const stored = findOrMake(call, unplanned)
    if (!stored) return { refused: 'session_not_found' }
    const sent = { loggedAtMs: effectiveMs(logged_at, call.arrival), loggedAtSent: logged_at, operationId: call.operationId }
    if (setMeets(sent, stored.sets.get(setId)) === 'standing') return { outcome: 'superseded', conflict: null }
    say(stored, setId, { set: null, ...sent })
    change(call, stored, {})
    return { outcome: 'applied', conflict: null }
  }

  function finish(call: Call, body: CompleteBody): Done {
    const stored = findOrMake(call, body.unplanned)
    if (!stored) return { refused: 'session_not_found' }
    const completion = completionOf(body, call.operationId, call.arrival, call.words)
    const { stands, keep } = completionMeets(completion, standingOf(stored))
    if (stands === 'sent') {
      const conflict = keepStanding(call, stored, keep)
      letStand(call, stored, completion)
      return { outcome: 'applied', conflict, completion }
    }
    const lost = letLose(stored, completion)
    const reason = keep ?? (lost.takesAway ? 'a newer log stands' : null)
    if (reason === null) {
      if (lost.changes) change(call, stored, {})
      return { outcome: 'applied', conflict: null, completion }
    }
    const revisionId = keepRevision(
      call,
      stored,
      {
        kind: 'completion',
        payload: completion.log,
        reason,
        logged_at: completion.log.logged_at,
      },
      call.operationId,
    )
    change(call, stored, {})
    return { outcome: 'superseded', conflict: { revisionId, kept: 'other', ...otherOf(stored) }, completion }
  }

  function skip(call: Call, { reason, logged_at }: SkipBody): Done {
    const stored = standing(call.account, call.sessionId)
    if (!stored) return { refused: 'session_not_found' }
    const sent = { loggedAtMs: effectiveMs(logged_at, call.arrival), operationId: call.operationId, reason }
    const decision = skipMeets(sent, standingOf(stored), liveSets(stored).length)
    if (decision === 'session_has_sets') return { refused: decision }
    if (decision.stands === 'sent') {
      const conflict = keepStanding(call, stored, decision.keep)
      letSkipStand(call, stored, sent)
      return { outcome: 'applied', conflict }
    }
    if (decision.keep === null) return { outcome: 'applied', conflict: null }
    const at = isoOf(sent.loggedAtMs)
    const revisionId = keepRevision(
      call,
      stored,
      {
        kind: 'skip',
        payload: { reason, logged_at: at },
        reason: decision.keep,
        logged_at: at,
      },
      call.operationId,
    )
    change(call, stored, {})
    return { outcome: 'superseded', conflict: { revisionId, kept: 'other', ...otherOf(stored) } }
  }

  function restore(call: Call, revisionId: string, { logged_at }: RestoreBody): Done {
    const stored = standing(call.account, call.sessionId)
    if (!stored) return { refused: 'session_not_found' }
    const kept = stored.revisions.find((revision) => revision.revisionId === revisionId)
    if (!kept) return { refused: 'not_found' }
    const { operationId } = call
    const asked = { loggedAtMs: effectiveMs(logged_at, call.arrival), loggedAtSent: logged_at, operationId }
    const content =
      kept.kind === 'completion'
        ? ({ kind: kept.kind, log: kept.payload } as const)
        : ({ kind: kept.kind, reason: kept.payload.reason } as const)
    const decision = restoreMeets({ ...asked, ...content }, standingOf(stored), liveSets(stored).length)
    if (decision === 'session_has_sets') return { refused: decision }
    if (decision.stands === 'standing') {
      if (content.kind === 'completion') {
        const lost = letLose(stored, restoredCompletion(content.log, asked))
        if (lost.takesAway || lost.changes) change(call, stored, {})
      }
      return { outcome: 'superseded', conflict: { revisionId, kept: 'other', ...otherOf(stored) } }
    }
    const conflict = keepStanding(call, stored, decision.keep)
    if (content.kind === 'completion') letStand(call, stored, restoredCompletion(content.log, asked))
    else letSkipStand(call, stored, { ...asked, reason: content.reason })
    return { outcome: 'applied', conflict }
  }

  function letStand(call: Call, stored: StoredSession, completion: Completion): void {
    takeIn(stored, completion, true)
    const { startedAt, completedAt, planVersion, sessionRpe, notes, logged_at } = completion.log
    stored.logPlanVersion = planVersion
    stand(stored, completion.operationId, completion.loggedAtMs)
    change(call, stored, {
      status: 'completed',
      startedAt,
      completedAt,
      sessionRpe,
      notes,
      skipReason: null,
      logged_at,
      autoFinalised: false,
    })
  }

  function letSkipStand(call: Call, stored: StoredSession, sent: { loggedAtMs: number; operationId: string; reason: string | null }): void {
    stand(stored, sent.operationId, sent.loggedAtMs)
    change(call, stored, { status: 'skipped', skipReason: sent.reason, logged_at: isoOf(sent.loggedAtMs) })
  }

  /** Keeps what stood, because something else stands from now on. Nothing to keep is no conflict. */
  function keepStanding(call: Call, stored: StoredSession, reason: KeptBecause | null): Conflict | null {
    const { session } = stored
    const sets = liveSets(stored)
    if (reason === null || session.status === 'planned') return null
    if (session.status === 'skipped') {
      const { skipReason, logged_at } = session
      const revisionId = keepRevision(
        call,
        stored,
        { kind: 'skip', payload: { reason: skipReason, logged_at }, reason, logged_at },
        stored.operationId,
      )
      return { revisionId, kept: 'this', ...otherOf(stored) }
    }
    const last = (instants: readonly string[]): string => isoOf(Math.max(...instants.map((instant) => Date.parse(instant))))
    const completedAt = session.status === 'completed' ? session.completedAt! : last(sets.map((set) => set.completedAt))
    const logged_at = session.status === 'completed' ? session.logged_at! : last(sets.map((set) => set.logged_at))
    const payload: Log = { ...logOf(stored), startedAt: session.startedAt ?? completedAt, completedAt, logged_at }
    const revisionId = keepRevision(call, stored, { kind: 'completion', payload, reason, logged_at }, stored.operationId)
    return { revisionId, kept: 'this', ...otherOf(stored), ...(session.autoFinalised ? {} : { otherLoggedAt: logged_at }) }
  }

  function keepRevision(
    { arrival }: Call,
    stored: StoredSession,
    content: { reason: KeptBecause; logged_at: string | null } & (
      { kind: 'completion'; payload: Log } | { kind: 'skip'; payload: { reason: string | null; logged_at: string | null } }
    ),
    operationId: string,
  ): string {
    const revisionId = newId()
    stored.revisions.push({ ...content, revisionId, keptAt: isoOf(arrival.receivedAtMs) } as Revision)
    stored.keptOperationIds.push(operationId || null)
    return revisionId
  }

  function findOrMake({ account, sessionId, version }: Call, unplanned: Unplanned | undefined): StoredSession | null {
    const found = standing(account, sessionId)
    if (found || !unplanned) return found
    const removed = account.sessions.get(sessionId)
    if (removed) {
      removed.deleted = false
      removed.session = { ...removed.session, version }
      return removed
    }
    const { title, scheduledOn } = unplanned
    return add(account, { ...emptySession(sessionId, title, storedDay(scheduledOn), []), version })
  }

  function add(account: StoredAccount, session: Session): StoredSession {
    const stored: StoredSession = {
      session,
      sets: new Map(),
      revisions: [],
      keptOperationIds: [],
      loggedAtMs: 0,
      operationId: '',
      logPlanVersion: session.planVersion,
      deleted: false,
    }
    account.sessions.set(session.id, stored)
    return stored
  }

  return {
    accounts,
    answer,
    /** A session of the programme. */
    plan(accountId: string, id: string, title: string, scheduledOn: string, plan: Plan): Session {
      const account = accountOf(accountId)
      account.version++
      return add(account, { ...emptySession(id, title, scheduledOn, plan), version: account.version }).session
    },
    /** A coach changes the plan of a session that is not finished; the log is not touched. */
    changePlan(accountId: string, sessionId: string, plan: Plan): void {
      const account = accountOf(accountId)
      const stored = standing(account, sessionId)
      if (!stored || stored.session.status === 'completed') return
      account.version++
      const { planVersion } = stored.session
      stored.session = { ...stored.session, plan, planVersion: planVersion + 1, version: account.version }
    },
    /** The programme loses a session. */
    remove(accountId: string, sessionId: string): void {
      const account = accountOf(accountId)
      const stored = standing(account, sessionId)
      if (!stored) return
      account.version++
      stored.deleted = true
      stored.session = { ...stored.session, version: account.version }
    },
    /** Finishes what nobody finished, at the time of its last set. Gives how many there were. */
    sweep(staleMs = STALE_MS): number {
      let finished = 0
      for (const account of accounts.values()) {
        for (const stored of [...account.sessions.values()].sort((a, b) => (a.session.id < b.session.id ? -1 : 1))) {
          const live = [...stored.sets.values()].filter(({ set }) => set !== null)
          if (stored.deleted || stored.session.status !== 'in_progress' || live.length === 0) continue
          if (Math.max(...live.map(({ loggedAtMs }) => loggedAtMs)) >= nowMs() - staleMs) continue
          finished++
          account.version++
          const { startedAt } = stored.session
          const lifted = live.map(({ set }) => Date.parse(set!.completedAt))
          const logged = Math.max(...live.map(({ set }) => Date.parse(set!.logged_at)))
          stored.logPlanVersion = stored.session.planVersion
          stand(stored, '', logged)
          stored.session = {
            ...stored.session,
            status: 'completed',
            startedAt: isoOf(Math.min(...lifted, ...(startedAt === null ? [] : [Date.parse(startedAt)]))),
            completedAt: isoOf(Math.max(...lifted)),
            logged_at: isoOf(logged),
            autoFinalised: true,
            version: account.version,
          }
        }
      }
      return finished
    },
  }
}

/** One operation as it came in. */
type Asked = {
  account: StoredAccount
  signInId: string
  operationId: string
  method: string
  path: string
  body: unknown
  arrival: Arrival
}
type Call = {
  account: StoredAccount
  operationId: string
  arrival: Arrival
  sessionId: string
  version: number
  /** What was said of the session before. */
  words: readonly SessionStatement[]
}
type Done = { outcome: 'applied' | 'superseded'; conflict: Conflict | null; completion?: Completion } | { refused: ProblemCode }

/** What changed in a session, with its sets as they stand now. */
function change({ version }: Call, stored: StoredSession, changes: Partial<Session>): void {
  const kept = stored.keptOperationIds
  const whose = kept.length > 0 ? { logOperationIds: [stored.operationId || null, ...kept] } : {}
  stored.session = { ...stored.session, ...changes, actualSets: liveSets(stored), revisionCount: kept.length, ...whose, version }
}

/** What was said of a session: its operations, and the sets a completion told of. The `PUT` of such a set may still be on its way. */
function wordsOf({ words, sessions }: StoredAccount, signInId: string, sessionId: string): SessionStatement[] {
  const said = words.filter((word) => word.sessionId === sessionId)
  const byId = new Map(said.map((word) => [word.operationId, word]))
  const told = [...(sessions.get(sessionId)?.sets.values() ?? [])].flatMap(({ operationId, loggedAtSent, loggedAtMs }) => {
    const word = byId.get(operationId)
    return word ? [{ ...word, saidMs: Date.parse(storedInstant(loggedAtSent)), countsMs: loggedAtMs }] : []
  })
  return [...said, ...told].map(({ saidMs, countsMs, signInId: by }) => ({ saidMs, countsMs, isOwn: by === signInId }))
}

/** What stands in a session, for a conflict to name it. Nobody logged what the server finished by itself. */
const otherOf = ({ session, operationId }: StoredSession): Pick<Conflict, 'otherLoggedAt' | 'otherOperationId'> =>
  session.autoFinalised
    ? { otherLoggedAt: null, otherOperationId: null }
    : { otherLoggedAt: session.logged_at, otherOperationId: operationId || null }

const standingSets = ({ sets }: StoredSession): Map<string, StandingSet> =>
  new Map([...sets].map(([id, stored]) => [id, standingSet(id, stored)]))

const standingSet = (id: string, { set, ...version }: StoredSet): StandingSet => ({ ...version, id, deleted: set === null })

/** The newest version of a set. */
function say({ sets }: StoredSession, id: string, version: Omit<StoredSet, 'heldBy' | 'heldMs'>): void {
  const { heldBy = null, heldMs = null } = sets.get(id) ?? {}
  const { set, loggedAtMs, loggedAtSent, operationId, toldAtMs = loggedAtMs } = version
  sets.set(id, { set, loggedAtMs, loggedAtSent, operationId, toldAtMs, heldBy, heldMs })
}

/** What a completion says of its sets, whether it stands or not. Gives whether any of it is new. */
function takeIn(stored: StoredSession, completion: Completion, stands: boolean): boolean {
  const { save, takeBack } = setChanges(completion, standingSets(stored))
  for (const version of save) say(stored, version.set.id, version)
  for (const { id, ...gone } of takeBack) say(stored, id, { set: null, ...gone })
  for (const { set, loggedAtMs } of completion.sets) {
    const held = stored.sets.get(set.id)!
    const heldMs = Math.max(held.heldMs ?? loggedAtMs, loggedAtMs)
    stored.sets.set(set.id, { ...held, heldMs, heldBy: stands ? completion.operationId : held.heldBy })
  }
  return save.length + takeBack.length > 0
}

function letLose(stored: StoredSession, completion: Completion): { takesAway: boolean; changes: boolean } {
  const before = standingSets(stored)
  const changes = takeIn(stored, completion, false)
  return { takesAway: takesAway(completion, before, stored.operationId), changes }
}

function stand(stored: StoredSession, operationId: string, loggedAtMs: number): void {
  stored.operationId = operationId
  stored.loggedAtMs = loggedAtMs
}

/** The sets that count, in the order they were lifted. */
function liveSets({ sets, operationId }: StoredSession): ActualSet[] {
  const live: ActualSet[] = []
  for (const [id, stored] of sets) if (stored.set && countsUnder(operationId, standingSet(id, stored))) live.push(stored.set)
  return live.sort((a, b) => a.setOrder - b.setOrder || Date.parse(a.completedAt) - Date.parse(b.completedAt) || (a.id < b.id ? -1 : 1))
}

function standing(account: StoredAccount, sessionId: string): StoredSession | null {
  const stored = account.sessions.get(sessionId)
  return stored && !stored.deleted ? stored : null
}

function standingOf(stored: StoredSession): Standing {
  const { session, loggedAtMs, operationId } = stored
  switch (session.status) {
    case 'planned':
    case 'in_progress':
      return { status: session.status }
    case 'skipped':
      return { status: 'skipped', reason: session.skipReason, loggedAtMs, operationId }
    case 'completed':
      return { status: 'completed', log: logOf(stored), autoFinalised: session.autoFinalised === true, loggedAtMs, operationId }
  }
}

function logOf(stored: StoredSession): Log {
  const { startedAt, completedAt, sessionRpe, notes, logged_at } = stored.session
  return {
    startedAt: startedAt ?? '',
    completedAt: completedAt ?? '',
    planVersion: stored.logPlanVersion,
    sessionRpe,
    notes,
    actualSets: liveSets(stored),
    logged_at: logged_at ?? '',
  }
}

/** A session of the programme as the server begins it. */
function emptySession(id: string, title: string, scheduledOn: string, plan: Plan): Session {
  return { ...unplannedSession(id, title, scheduledOn), plan, autoFinalised: false }
}

const ok = (json: unknown): ServerAnswer => ({ status: 200, json, headers: {} })
const refused = (code: ProblemCode, errors: readonly FieldProblem[] = []): StoredVerdict => ({
  kind: 'rejected',
  problem: problemOf(code, errors),
})
/** An answer without an operation id: it settles nothing. */
export const problem = (code: ProblemCode, status = problemOf(code).status, headers: Record<string, string> = {}): ServerAnswer => ({
  status,
  json: { ...problemOf(code), status },
  headers,
})
