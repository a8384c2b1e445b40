import { randomUUID } from 'node:crypto'
import type { ActualSet, BatchBody, CompleteBody, PlannedSet, PutSetBody, Session, SignedIn } from '@holdfast/contract'

/** What the next requests meet. `refuses` is our own 422. */
export type Weather = 'fine' | 'offline' | 'captivePortal' | 'refuses' | 'answerLost' | 'signedOut'

/**
 * One account's server in memory, for the stores alone: enough to answer what they send. The browser tests run against
 * the real one.
 */
export type Server = {
  fetch: typeof fetch
  weather: Weather
  session: Session
  /** Operations that took effect, in order: `METHOD path`. */
  effects: string[]
  requests: number
}

export const signedIn: SignedIn = {
  account: { id: randomUUID(), email: 'demo@holdfast.app', name: 'Alex', role: 'lifter' },
  accessToken: 'access',
  expiresIn: 900,
  refreshToken: 'refresh',
}

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
  return {
    id: randomUUID(),
    title: 'Lower A',
    programme: null,
    scheduledOn: '2026-11-23',
    status: 'planned',
    plan: [exercise('Squat', 0), exercise('Bench press', 1)],
    planVersion: 1,
    actualSets: [],
    sessionRpe: null,
    notes: '',
    startedAt: null,
    completedAt: null,
    skipReason: null,
    logged_at: null,
    version: 1,
    revisionCount: 0,
  }
}

export function server(session: Session = newSession()): Server {
  const receipts = new Set<string>()
  const self: Server = { fetch: answer, weather: 'fine', session, effects: [], requests: 0 }
  return self

  async function answer(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    self.requests++
    const url = new URL(input as string)
    const method = init?.method ?? 'GET'
    if (self.weather === 'offline') throw new TypeError('Network request failed')
    if (self.weather === 'captivePortal') return new Response('<html>Free WiFi</html>', { headers: { 'content-type': 'text/html' } })
    if (url.pathname === '/v1/server') return json(200, { name: 'holdfast', demo: true, serverTime: now() })
    if (url.pathname === '/v1/auth/demo') return json(200, signedIn)
    if (self.weather === 'signedOut') return json(401, problem(401, 'unauthenticated'))
    if (url.pathname === '/v1/sync') {
      const cursor = Number(url.searchParams.get('cursor'))
      const sessions = self.session.version > cursor ? [self.session] : []
      return json(200, { sessions, tombstones: [], cursor: self.session.version, more: false, serverTime: now() })
    }
    const operationId = new Headers(init?.headers).get('idempotency-key') ?? ''
    const sent = JSON.parse(init?.body as string) as BatchBody
    const list = url.pathname === '/v1/operations' ? sent.operations : [{ operationId, method, path: url.pathname, body: sent }]
    for (const one of list) settle(`${one.method} ${one.path}`, one.operationId, one.body as never)
    if (self.weather === 'answerLost') throw new TypeError('Network request failed')
    if (url.pathname !== '/v1/operations') {
      if (self.weather === 'refuses') return json(422, refusal(operationId))
      return json(200, { operationId, outcome: 'applied', session: self.session, conflict: null })
    }
    const answers = list.map((one) => {
      const verdict = { operationId: one.operationId, outcome: 'applied', sessionId: self.session.id, conflict: null }
      return self.weather === 'refuses'
        ? { operationId: one.operationId, status: 422, body: refusal(one.operationId) }
        : { operationId: one.operationId, status: 200, body: verdict }
    })
    return json(200, { answers, sessions: [self.session] })
  }

  function settle(operation: string, operationId: string, body: CompleteBody & PutSetBody & { reason: string | null }): void {
    if (receipts.has(operationId) || self.weather === 'refuses') return
    apply(operation, body)
    receipts.add(operationId)
  }

  function apply(operation: string, body: CompleteBody & PutSetBody & { reason: string | null }): void {
    self.effects.push(operation)
    const version = self.session.version + 1
    const setId = /sets\/(.+)$/.exec(operation)?.[1]
    const others = self.session.actualSets.filter(({ id }) => id !== setId)
    if (operation.startsWith('PUT')) {
      const set: ActualSet = { ...body, id: setId! }
      self.session = { ...self.session, status: 'in_progress', actualSets: [...others, set], version }
    } else if (operation.startsWith('DELETE')) {
      self.session = { ...self.session, actualSets: others, version }
    } else if (operation.endsWith('/complete')) {
      const { startedAt, completedAt, sessionRpe, notes, actualSets } = body
      self.session = { ...self.session, status: 'completed', startedAt, completedAt, sessionRpe, notes, actualSets, version }
    } else {
      self.session = { ...self.session, status: 'skipped', skipReason: body.reason, version }
    }
  }
}

const now = (): string => new Date(1_800_000_000_000).toISOString()
const problem = (status: number, code: string) => ({ type: `/problems/${code}`, title: code, status, detail: code, code })
const refusal = (operationId: string) => ({
  ...problem(422, 'validation_failed'),
  operationId,
  errors: [{ pointer: '/reps', code: 'out_of_range', message: '', max: 999 }],
})
const json = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status < 300 ? 'application/json' : 'application/problem+json' },
  })
