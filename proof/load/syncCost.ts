import { randomUUID } from 'node:crypto'
import { endpoints, IDEMPOTENCY_KEY_HEADER, pathOf, type CompleteBody, type SyncAnswer } from '@holdfast/contract'
import { actualSet } from '../../apps/api/test/support/gym.ts'
import { openConnection, type Connection } from './connection.ts'
import { table } from '@holdfast/tools/table'

/** Three years, four workouts a week. */
const WORKOUTS = 3 * 52 * 4
const SETS = 20
const DAY_MS = 86_400_000
const ROUNDS = 5

/**
 * The cost of `GET /v1/sync` for a lifter with three years of workouts: for a new phone without data, and for one that lacks one workout.
 */
export async function syncCost(address: string): Promise<string> {
  const connection = openConnection()
  try {
    const token = await signUp(connection, address)
    for (let workout = 0; workout < WORKOUTS; workout++) await logWorkout(connection, address, token, workout)
    const firsts: Pulled[] = []
    const laters: Pulled[] = []
    let { cursor } = await pull(connection, address, token, 0)
    for (let round = 0; round < ROUNDS; round++) {
      firsts.push(await pull(connection, address, token, 0))
      await logWorkout(connection, address, token, WORKOUTS + round)
      const later = await pull(connection, address, token, cursor)
      if (later.sessions !== 1) throw new Error(`one workout was logged, and ${later.sessions} came`)
      cursor = later.cursor
      laters.push(later)
    }
    const row = (name: string, of: Pulled[]) => {
      const [{ requests, bytes, sessions }] = of as [Pulled]
      const ms = of.map((one) => one.ms).sort((a, b) => a - b)
      return [name, sessions, requests, bytes, (ms[Math.floor(ms.length / 2)] ?? NaN).toFixed(1)]
    }
    return `\n${table(['GET /v1/sync, 3 years', 'sessions', 'requests', 'bytes', 'ms'], [row('from nothing', firsts), row('one workout later', laters)])}`
  } finally {
    connection.close()
  }
}

type Pulled = { requests: number; bytes: number; sessions: number; ms: number; cursor: number }

async function pull(connection: Connection, address: string, token: string, from: number): Promise<Pulled> {
  const pulled: Pulled = { requests: 0, bytes: 0, sessions: 0, ms: 0, cursor: from }
  const startedMs = performance.now()
  for (let more = true; more;) {
    const path = `${endpoints.sync.path}?cursor=${pulled.cursor}`
    const reply = await connection.ask(address, { method: 'GET', path, headers: { authorization: `Bearer ${token}` } })
    if (reply.kind !== 'answered' || reply.status !== 200) throw new Error(`a pull was answered ${JSON.stringify(reply).slice(0, 300)}`)
    const answer = JSON.parse(reply.text) as SyncAnswer
    pulled.requests++
    pulled.bytes += Buffer.byteLength(reply.text)
    pulled.sessions += answer.sessions.length
    pulled.cursor = answer.cursor
    more = answer.more
  }
  pulled.ms = performance.now() - startedMs
  return pulled
}

async function logWorkout(connection: Connection, address: string, token: string, number: number): Promise<void> {
  const atMs = Date.now() - 3 * 365 * DAY_MS + number * 1.7 * DAY_MS
  const logged_at = new Date(atMs).toISOString()
  const body: CompleteBody = {
    startedAt: logged_at,
    completedAt: logged_at,
    planVersion: 1,
    sessionRpe: 8,
    notes: 'fine',
    actualSets: Array.from({ length: SETS }, (_, setOrder) =>
      actualSet(randomUUID(), { setOrder, plannedSetId: null, exerciseName: 'Squat', completedAt: logged_at, logged_at }),
    ),
    logged_at,
    unplanned: { title: 'Squat', scheduledOn: logged_at.slice(0, 10) },
  }
  const reply = await connection.ask(address, {
    method: 'POST',
    path: pathOf(endpoints.complete.path, { sessionId: randomUUID() }),
    headers: { authorization: `Bearer ${token}`, [IDEMPOTENCY_KEY_HEADER]: randomUUID() },
    body: JSON.stringify(body),
  })
  if (reply.kind !== 'answered' || reply.status !== 200) throw new Error(`a workout was answered ${JSON.stringify(reply).slice(0, 300)}`)
}

async function signUp(connection: Connection, address: string): Promise<string> {
  const body = JSON.stringify({ email: `${randomUUID()}@example.org`, password: `bench ${randomUUID()}`, name: 'Sam' })
  const reply = await connection.ask(address, { method: 'POST', path: endpoints.register.path, body })
  if (reply.kind !== 'answered' || reply.status !== 200) throw new Error(`nobody could sign up: ${JSON.stringify(reply).slice(0, 300)}`)
  return (JSON.parse(reply.text) as { accessToken: string }).accessToken
}
