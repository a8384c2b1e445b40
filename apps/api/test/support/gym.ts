import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { appliedSchema, problemSchema } from '@holdfast/contract'
import type { ActualSet, Applied, CompleteBody, Plan, Problem, PutSetBody, Role, Session, SignedIn } from '@holdfast/contract'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { insertAccount } from '../../src/accounts/account.ts'
import { createApp } from '../../src/app.ts'
import { issueTokens } from '../../src/auth/signIn.ts'
import { commit } from '../../src/db/db.ts'
import type { Db } from '../../src/db/db.ts'
import { systemRandom } from '../../src/random.ts'
import { bumpVersion } from '../../src/stored/userVersion.ts'

/** The time at which the tests take place. */
export const NOON = Date.UTC(2026, 2, 10, 12)

/** The instant `seconds` after noon. */
export function at(seconds: number): string {
  return new Date(NOON + seconds * 1000).toISOString()
}

/** A clock that stops until a test moves it. It starts an hour after noon, so that what tests log is in the past. */
export function handClock() {
  let nowMs = NOON + 3_600_000
  return { nowMs: () => nowMs, pass: (ms: number) => void (nowMs += ms) }
}

/** A server on a database, with a clock that the test moves. */
export function newGym(db: Db) {
  const clock = handClock()
  const app = createApp({ db, clock, random: systemRandom, demo: false })
  return { app, db, clock }
}
export type Gym = ReturnType<typeof newGym>

/** A person with an account, signed in. */
export type Person = { id: string; email: string; token: string }

/** Makes a new person. */
export async function newPerson({ db, clock }: Pick<Gym, 'db' | 'clock'>, role: Role = 'lifter'): Promise<Person> {
  const account = { id: randomUUID(), email: `${randomUUID()}@example.org`, name: 'Sam', role }
  const signedIn = await db.tx(async (sql) => {
    await insertAccount(sql, account, null, clock.nowMs())
    return commit(await issueTokens(sql, { clock, random: systemRandom }, account, null))
  })
  return { id: account.id, email: account.email, token: signedIn.accessToken }
}

/** Signs the same person in on another device. */
export async function signInAgain({ db, clock }: Pick<Gym, 'db' | 'clock'>, { id, email }: Person): Promise<SignedIn> {
  const account = { id, email, name: 'Sam', role: 'lifter' as const }
  return db.tx(async (sql) => commit(await issueTokens(sql, { clock, random: systemRandom }, account, null)))
}

/** Adds a planned session to the programme of a person. */
export async function newSession({ db }: Pick<Gym, 'db'>, person: Person, scheduledOn = '2026-03-10', plan: Plan = PLAN): Promise<string> {
  const id = randomUUID()
  await db.tx(async (sql) => {
    const version = await bumpVersion(sql, person.id)
    await sql.query(
      `insert into sessions (user_id, id, title, scheduled_on, status, plan, version) values ($1, $2, 'Squat', $3::text::date, 'planned', $4::jsonb, $5)`,
      [person.id, id, scheduledOn, JSON.stringify(plan), version],
    )
    return commit(undefined)
  })
  return id
}

const SQUAT = 'c0a80101-0000-4000-8000-000000000001'

export const PLAN: Plan = [
  {
    id: 'c0a80101-0000-4000-8000-000000000002',
    exerciseId: SQUAT,
    name: 'Back squat',
    order: 0,
    restSeconds: 180,
    notes: '',
    sets: [
      {
        id: 'c0a80101-0000-4000-8000-000000000003',
        setType: 'working',
        isAmrap: false,
        reps: 5,
        weight: { value: 100, unit: 'kg' },
        targetRpe: 8,
      },
    ],
  },
]

/** A set of five at 100 kg. */
export function setBody(part: Partial<PutSetBody> = {}): PutSetBody {
  return {
    exerciseId: SQUAT,
    plannedSetId: null,
    setType: 'working',
    setOrder: 0,
    weight: { value: 100, unit: 'kg' },
    reps: 5,
    rpe: 8,
    completedAt: at(0),
    logged_at: at(0),
    ...part,
  }
}

/** A finished session with these sets. */
export function log(actualSets: ActualSet[], part: Partial<CompleteBody> = {}): CompleteBody {
  return {
    startedAt: at(-600),
    completedAt: at(600),
    planVersion: 1,
    sessionRpe: 8,
    notes: 'fine',
    actualSets,
    logged_at: at(600),
    ...part,
  }
}

/** A whole set, with its id. */
export function actualSet(id: string, part: Partial<ActualSet> = {}): ActualSet {
  return { id, ...setBody(), ...part }
}

export type Answer = { status: number; headers: Record<string, unknown>; json: unknown }

/** Sends one request as a signed-in person. */
export async function request(
  app: FastifyInstance,
  person: Pick<Person, 'token'> | null,
  method: string,
  url: string,
  options: { body?: unknown; headers?: Record<string, string>; operationId?: string } = {},
): Promise<Answer> {
  const answer = await app.inject({
    method: method as NonNullable<InjectOptions['method']>,
    url,
    headers: {
      ...(person ? { authorization: `Bearer ${person.token}` } : {}),
      ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(options.operationId === undefined ? {} : { 'idempotency-key': options.operationId }),
      ...options.headers,
    },
    ...(options.body === undefined ? {} : { payload: JSON.stringify(options.body) }),
  })
  return { status: answer.statusCode, headers: answer.headers, json: answer.body === '' ? null : answer.json() }
}

/** The request of each operation. */
export const operations = {
  putSet: (sessionId: string, setId: string, body: unknown) => ({ method: 'PUT', url: `/v1/sessions/${sessionId}/sets/${setId}`, body }),
  deleteSet: (sessionId: string, setId: string, body: unknown) => ({
    method: 'DELETE',
    url: `/v1/sessions/${sessionId}/sets/${setId}`,
    body,
  }),
  complete: (sessionId: string, body: unknown) => ({ method: 'POST', url: `/v1/sessions/${sessionId}/complete`, body }),
  skip: (sessionId: string, body: unknown) => ({ method: 'POST', url: `/v1/sessions/${sessionId}/skip`, body }),
  restore: (sessionId: string, revisionId: string, body: unknown) => ({
    method: 'POST',
    url: `/v1/sessions/${sessionId}/revisions/${revisionId}/restore`,
    body,
  }),
}
export type Operation = ReturnType<(typeof operations)['complete']>

/** Sends one operation. */
export function send(
  app: FastifyInstance,
  person: Person,
  { method, url, body }: Operation,
  operationId: string = randomUUID(),
  headers: Record<string, string> = {},
): Promise<Answer> {
  return request(app, person, method, url, { body, operationId, headers })
}

/** The applied verdict of an answer; fails when it is none. */
export function applied(answer: Answer): Applied {
  assert.equal(answer.status, 200, JSON.stringify(answer.json))
  return appliedSchema.parse(answer.json)
}

/** The problem of an answer; fails when it is none. */
export function problem(answer: Answer): Problem {
  assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
  const found = problemSchema.parse(answer.json)
  assert.equal(found.status, answer.status)
  return found
}

/** A session as its lifter reads it. */
export async function readSession(app: FastifyInstance, person: Person, sessionId: string): Promise<Session> {
  const answer = await request(app, person, 'GET', `/v1/sessions/${sessionId}`)
  assert.equal(answer.status, 200, JSON.stringify(answer.json))
  return (answer.json as { session: Session }).session
}

/** A server on a database, and on it a lifter with one planned session, who sends operations about it and reads it. */
export async function lifterWithSession(db: Db) {
  const gym = newGym(db)
  const lifter = await newPerson(gym)
  const sessionId = await newSession(gym, lifter)
  const { app } = gym
  return {
    gym,
    lifter,
    sessionId,
    putSet: (setId: string, part = {}, id?: string) => send(app, lifter, operations.putSet(sessionId, setId, setBody(part)), id),
    deleteSet: (setId: string, seconds: number) => send(app, lifter, operations.deleteSet(sessionId, setId, { logged_at: at(seconds) })),
    complete: (body: unknown, id?: string, headers = {}) => send(app, lifter, operations.complete(sessionId, body), id, headers),
    skip: (reason: string | null, seconds: number) => send(app, lifter, operations.skip(sessionId, { reason, logged_at: at(seconds) })),
    restore: (revisionId: string, seconds: number, id?: string) =>
      send(app, lifter, operations.restore(sessionId, revisionId, { logged_at: at(seconds) }), id),
    read: () => readSession(app, lifter, sessionId),
  }
}

/** Everything a person's actions have written, for comparing before and after. */
export async function dumpOf(db: Db): Promise<string> {
  const tables = [
    'users order by id',
    'coach_lifters order by 1, 2',
    'sessions order by 1, 2',
    'actual_sets order by 1, 2, 3',
    'revisions order by 1, 2, 3',
  ]
  const rows = await Promise.all(tables.map((table) => db.query(`select * from ${table}`)))
  return JSON.stringify(rows)
}
