import { randomUUID } from 'node:crypto'
import {
  takenBackId,
  type ActualSet,
  type BatchBody,
  type CompleteBody,
  type Conflict,
  type FieldProblem,
  type PlannedSet,
  type PutSetBody,
  type Revision,
  type Session,
  type SignedIn,
} from '@holdfast/contract'
import { unplannedSession } from '../sync/session/unplannedSession.ts'

/** What happens to the next requests. `refuses` is our own 422, `busy` our own 503. */
export type Weather = 'fine' | 'offline' | 'captivePortal' | 'refuses' | 'answerLost' | 'signedOut' | 'busy'

/** The server of one account, in memory, for the stores alone: enough to answer what they send. The browser tests use the real one. */
export type Server = {
  fetch: typeof fetch
  weather: Weather
  session: Session
  /** The code of a rejection. For `session_not_found`, a body with `unplanned` is applied. */
  code: 'validation_failed' | 'session_not_found'
  /** The fields that a rejection names. */
  errors: readonly FieldProblem[]
  /**
   * The log with which the next completion is in conflict. It is the log that counts if it has its stamp, otherwise one of another device.
   */
  meets: Pick<Conflict, 'kept' | 'otherLoggedAt'> | null
  /** The operation of the log or the skip that counts. */
  standingId: string | null
  revisions: Revision[]
  /** Operations that were applied with effect, in order: `METHOD path`. */
  effects: string[]
  requests: number
}

export const signedIn: SignedIn = {
  account: { id: randomUUID(), email: 'demo@holdfast.app', name: 'Alex', role: 'lifter' },
  accessToken: 'access',
  expiresIn: 900,
  refreshToken: 'refresh',
}

/** What a view adds to a finished session that the server has. */
export const onServer = { status: 'completed', stage: 'finished', sync: 'server', rejected: [] } as const

/** The problem of a number above 999, at this place of a body. */
export const tooMany = (pointer: string): FieldProblem => ({ pointer, code: 'out_of_range', message: '', max: 999 })

const plannedSet = (reps: number, kg: number): PlannedSet => ({
  id: randomUUID(),
  setType: 'working',
  isAmrap: false,
  reps,
  weight: { value: kg, unit: 'kg' },
  targetRpe: null,
})

export function newSession(): Session {
  const exercise = (name: string, order: number) => ({
    id: randomUUID(),
    exerciseId: randomUUID(),
    name,
    order,
    restSeconds: 120,
    notes: '',
    sets: [plannedSet(5, 100), plannedSet(5, 100)],
  })
  const plan = [exercise('Squat', 0), exercise('Bench press', 1)]
  return { ...unplannedSession(randomUUID(), 'Lower A', '2026-11-23'), plan, version: 1 }
}

/** Adds a revision besides the log that counts. */
export function keepLog(on: Server, standingId: string | null, keptId: string | null): void {
  const logOperationIds = [standingId, ...(on.session.logOperationIds?.slice(1) ?? []), keptId]
  on.standingId = standingId
  on.session = { ...on.session, revisionCount: logOperationIds.length - 1, logOperationIds }
}

export function server(session: Session = newSession()): Server {
  const receipts = new Map<string, Conflict | null>()
  const self: Server = {
    fetch: answer,
    weather: 'fine',
    session,
    code: 'validation_failed',
    errors: [tooMany('/reps')],
    meets: null,
    standingId: null,
    revisions: [],
    effects: [],
    requests: 0,
  }
  return self

  async function answer(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    self.requests++
    const url = new URL(input as string)
    const method = init?.method ?? 'GET'
    if (self.weather === 'offline') throw new TypeError('Network request failed')
    if (self.weather === 'captivePortal') return new Response('<html>Free WiFi</html>', { headers: { 'content-type': 'text/html' } })
    if (self.weather === 'busy') return json(503, problem(503, 'unavailable'))
    if (url.pathname === '/v1/server') return json(200, { name: 'holdfast', demo: true, serverTime: now() })
    if (url.pathname === '/v1/auth/demo') return json(200, signedIn)
    if (url.pathname === '/v1/auth/logout') return json(200, {})
    if (self.weather === 'signedOut') return json(401, problem(401, 'unauthenticated'))
    if (url.pathname === '/v1/auth/refresh') return json(200, signedIn)
    if (url.pathname === '/v1/sync') {
      const cursor = Number(url.searchParams.get('cursor'))
      const sessions = self.session.version > cursor ? [self.session] : []
      return json(200, { sessions, tombstones: [], cursor: self.session.version, more: false, serverTime: now() })
    }
    if (url.pathname.endsWith('/revisions')) return json(200, { revisions: self.revisions, serverTime: now() })
    const operationId = new Headers(init?.headers).get('idempotency-key') ?? ''
    const sent = JSON.parse(init?.body as string) as BatchBody
    const list = url.pathname === '/v1/operations' ? sent.operations : [{ operationId, method, path: url.pathname, body: sent }]
    const verdicts = list.map((one) => verdictOf(`${one.method} ${one.path}`, one.operationId, one.body as never))
    if (self.weather === 'answerLost') throw new TypeError('Network request failed')
    const [lone] = verdicts
    if (url.pathname !== '/v1/operations')
      return json(lone!.status, lone!.status === 200 ? { ...lone!.body, session: self.session } : lone!.body)
    const answers = verdicts.map(({ status, body }, index) => {
      const { operationId: id } = list[index]!
      return { operationId: id, status, body: status === 200 ? { ...body, sessionId: self.session.id } : body }
    })
    return json(200, { answers, sessions: [self.session] })
  }

  function verdictOf(operation: string, operationId: string, body: Body): { status: number; body: object } {
    const isRefused = self.weather === 'refuses' && !(self.code === 'session_not_found' && body.unplanned)
    if (isRefused) return { status: self.code === 'session_not_found' ? 404 : 422, body: refusal(operationId, self) }
    if (!receipts.has(operationId)) receipts.set(operationId, settle(operation, operationId, body))
    const conflict = receipts.get(operationId) ?? null
    return { status: 200, body: { operationId, outcome: conflict?.kept === 'other' ? 'superseded' : 'applied', conflict } }
  }

  /** Applies an operation. Answers its conflict, or null. */
  function settle(operation: string, operationId: string, body: Body): Conflict | null {
    const { standingId: otherOperationId, session } = self
    const { logged_at: otherLoggedAt } = session
    const stood = { revisionId: randomUUID(), kept: 'this', otherLoggedAt, otherOperationId } as const
    const met = operation.endsWith('/complete') ? self.meets : null
    if (met) return meet(operation, operationId, body, met)
    // A set overrides a skip, and a restore overrides the log that counted: both become revisions.
    const givesWay = (operation.startsWith('PUT') && session.status === 'skipped') || operation.endsWith('/restore')
    apply(operation, body)
    if (!/\/sets\//.test(operation)) self.standingId = operationId
    if (!givesWay) return null
    keepLog(self, operation.startsWith('PUT') ? null : operationId, otherOperationId)
    return stood
  }

  function meet(operation: string, operationId: string, body: Body, { kept, otherLoggedAt }: NonNullable<Server['meets']>): Conflict {
    const other = otherLoggedAt === self.session.logged_at ? self.standingId : randomUUID()
    const otherOperationId = otherLoggedAt === null ? null : other
    self.meets = null
    if (kept === 'this') apply(operation, body)
    self.session = { ...self.session, version: self.session.version + 1 }
    if (kept === 'this') keepLog(self, operationId, otherOperationId)
    else keepLog(self, otherOperationId, operationId)
    return { revisionId: randomUUID(), kept, otherLoggedAt, otherOperationId }
  }

  function apply(operation: string, body: Body): void {
    self.effects.push(operation)
    const version = self.session.version + 1
    const setId = /sets\/(.+)$/.exec(operation)?.[1]
    const others = self.session.actualSets.filter(({ id }) => id !== setId)
    if (operation.startsWith('PUT')) {
      const set: ActualSet = { ...body, id: setId! }
      // A finished session stays finished: a set of it is a correction.
      const status = self.session.status === 'completed' ? 'completed' : 'in_progress'
      self.session = { ...self.session, status, actualSets: [...others, set], version }
    } else if (operation.startsWith('DELETE')) {
      self.session = { ...self.session, actualSets: others, version }
    } else if (operation.endsWith('/complete')) {
      const { startedAt, completedAt, sessionRpe, notes, logged_at, takenBack = [] } = body
      // The sets of an older completion are replaced. Sets that were sent alone stay, unless this device took them back.
      const named = new Set([...takenBack.map(takenBackId), ...body.actualSets.map(({ id }) => id)])
      const beside = self.session.status === 'completed' ? [] : self.session.actualSets.filter(({ id }) => !named.has(id))
      const actualSets = [...body.actualSets, ...beside]
      self.session = { ...self.session, status: 'completed', startedAt, completedAt, sessionRpe, notes, actualSets, logged_at, version }
    } else if (operation.endsWith('/restore')) {
      const kept = self.revisions.find(({ revisionId }) => operation.includes(revisionId))
      if (kept?.kind !== 'completion') throw new Error('there is no such log to restore')
      const { startedAt, completedAt, sessionRpe, notes, actualSets } = kept.payload
      const { logged_at } = body
      self.session = { ...self.session, startedAt, completedAt, sessionRpe, notes, actualSets, logged_at, version }
    } else {
      self.session = { ...self.session, status: 'skipped', skipReason: body.reason, logged_at: body.logged_at, version }
    }
  }
}

type Body = CompleteBody & PutSetBody & { reason: string | null }

const now = (): string => new Date(1_800_000_000_000).toISOString()
const problem = (status: number, code: string) => ({ type: `/problems/${code}`, title: code, status, detail: code, code })
const refusal = (operationId: string, { code, errors }: Pick<Server, 'code' | 'errors'>) =>
  code === 'session_not_found' ? { ...problem(404, code), operationId } : { ...problem(422, code), operationId, errors }
const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status < 300 ? 'application/json' : 'application/problem+json' },
  })
