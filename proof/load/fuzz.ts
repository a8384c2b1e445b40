import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { endpoints, IDEMPOTENCY_KEY_HEADER, pathOf, problemSchema, SENT_AT_HEADER } from '@holdfast/contract'
import type { Endpoint } from '@holdfast/contract'
import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { z } from 'zod'
import { GIVE_UP_MS } from '../../scripts/lib/testing/patience.ts'
import { openMemoryDb } from '../../apps/api/src/db/pgliteDb.ts'
import { migrate } from '../../apps/api/src/db/migrate.ts'
import { newGym, newPerson, newSession } from '../../apps/api/test/support/gym.ts'
import type { Gym, Person } from '../../apps/api/test/support/gym.ts'
import { chanceFrom } from '@holdfast/tools/chance'
import type { Chance } from '@holdfast/tools/chance'
import { table } from '@holdfast/tools/table'
import { hostileValue, mutated, validValue } from './values.ts'
import type { JsonSchema, Known } from './values.ts'

/** One request as it is sent. */
export type FuzzRequest = { endpoint: string; method: string; url: string; headers: Record<string, string>; payload?: string }

/** A request with a wrong answer, and the reason. `number` and the seed make it again. */
export type Failure = { number: number; why: string; request: FuzzRequest }

export type FuzzOutcome = {
  requests: number
  byStatus: Map<string, Map<number, number>>
  failures: Failure[]
  seconds: number
  slowestMs: number
}

const TOKEN_LIFE_REQUESTS = 500

/** A new server in memory, with two lifters and a coach. */
export async function newFuzzGym() {
  const db = await openMemoryDb()
  await migrate(db)
  const gym = newGym(db)
  return { gym, close: async () => (await gym.app.close(), await db.close()) }
}

/**
 * Sends requests made from the contract's endpoint table: valid, mutated and hostile ones, as different people. A seed makes them again.
 */
export async function fuzz(gym: Gym, options: { requests: number; seed: number }): Promise<FuzzOutcome> {
  const outcome: FuzzOutcome = { requests: 0, byStatus: new Map(), failures: [], seconds: 0, slowestMs: 0 }
  const startedMs = performance.now()
  let cast = await newCast(gym)
  for (let number = 0; number < options.requests; number++) {
    if (number % TOKEN_LIFE_REQUESTS === TOKEN_LIFE_REQUESTS - 1) cast = await newCast(gym)
    gym.clock.pass(1_000)
    // Each request has its own generator, so that it can be made again without those before it.
    const chance = chanceFrom(options.seed * 1_000_003 + number)
    const request = requestOf(chance, cast)
    const why = await wrongWith(gym, request, outcome)
    if (why !== null) outcome.failures.push({ number, why, request })
    outcome.requests++
  }
  outcome.seconds = (performance.now() - startedMs) / 1_000
  return outcome
}

/** What is wrong with the answer to a request; null when nothing is. */
async function wrongWith(gym: Gym, { endpoint, method, url, headers, payload }: FuzzRequest, outcome: FuzzOutcome): Promise<string | null> {
  const sent: InjectOptions = {
    method: method as NonNullable<InjectOptions['method']>,
    url,
    headers,
    ...(payload === undefined ? {} : { payload }),
  }
  const startedMs = performance.now()
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), GIVE_UP_MS)))
  const answer = await Promise.race([gym.app.inject(sent), patience])
  clearTimeout(timer)
  const tookMs = performance.now() - startedMs
  outcome.slowestMs = Math.max(outcome.slowestMs, tookMs)
  if (answer === null) return 'no answer'
  const counts = outcome.byStatus.get(endpoint) ?? new Map<number, number>()
  outcome.byStatus.set(endpoint, counts.set(answer.statusCode, (counts.get(answer.statusCode) ?? 0) + 1))
  const body = bodyOfAnswer(answer)
  if (answer.statusCode >= 500) return `answered ${answer.statusCode}: ${body.slice(0, 300)}`
  if (method === 'HEAD' || answer.statusCode === 304) return null
  if (answer.statusCode < 400) return wrongAnswer(endpoint, answer.statusCode, body)
  if (!String(answer.headers['content-type']).startsWith('application/problem+json'))
    return `an error of type ${answer.headers['content-type']}`
  const problem = problemSchema.safeParse(parsed(body))
  if (!problem.success) return `an error that is no problem document: ${body.slice(0, 300)}`
  return problem.data.status === answer.statusCode ? null : `a problem of ${problem.data.status} answered with ${answer.statusCode}`
}

function wrongAnswer(endpoint: string, status: number, body: string): string | null {
  const schema = rowByName.get(endpoint)?.endpoint.answer
  if (!schema || status !== 200) return null
  return schema.safeParse(parsed(body)).success ? null : `an answer that breaks the contract: ${body.slice(0, 300)}`
}

function bodyOfAnswer(answer: LightMyRequestResponse): string {
  switch (answer.headers['content-encoding']) {
    case 'gzip':
      return gunzipSync(answer.rawPayload).toString()
    case 'br':
      return brotliDecompressSync(answer.rawPayload).toString()
    case undefined:
    default:
      return answer.body
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

type Caller = Pick<Person, 'token'> & { ids: string[] }
type Cast = { people: Caller[]; ids: string[] }

async function newCast(gym: Gym): Promise<Cast> {
  const [one, other, coach] = [await newPerson(gym), await newPerson(gym), await newPerson(gym, 'coach')]
  await gym.db.query('insert into coach_lifters (user_id, lifter_id) values ($1, $2)', [coach.id, one.id])
  const sessionsOf = async (person: Person) => [await newSession(gym, person), await newSession(gym, person), await newSession(gym, person)]
  const [ones, others] = [await sessionsOf(one), await sessionsOf(other)]
  const people = [
    { token: one.token, ids: ones },
    { token: other.token, ids: others },
    { token: coach.token, ids: ones },
  ]
  return { people, ids: [one.id, other.id, coach.id, ...ones, ...others, randomUUID(), randomUUID()] }
}

type Row = { endpoint: Endpoint; params: JsonSchema | null; query: JsonSchema | null; body: JsonSchema | null }

const rowByName = new Map<string, Row>(
  Object.entries<Endpoint>(endpoints).map(([name, endpoint]) => [
    name,
    { endpoint, params: schemaOf(endpoint.params), query: schemaOf(endpoint.query), body: schemaOf(endpoint.body) },
  ]),
)

// Hashing a password is slow on purpose, and would take all the time of a run.
const quickRows = [...rowByName].filter(([name]) => !['register', 'login', 'demo', 'server'].includes(name))

function schemaOf(schema: z.ZodType | undefined): JsonSchema | null {
  return schema === undefined ? null : (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as JsonSchema)
}

/** One request from its generator. */
function requestOf(chance: Chance, { people, ids }: Cast): FuzzRequest {
  const [name, row] = chance.pick(chance.happens(0.2) ? [...rowByName] : quickRows)
  const caller = chance.pick(people)
  // Mostly the caller's own sessions, so that handlers are reached; else sessions of others, or unknown ids.
  const known: Known = { ids: chance.happens(0.8) ? caller.ids : ids }
  const { endpoint } = row
  const mood = chance.pick(['valid', 'valid', 'mutated', 'mutated', 'hostile'] as const)
  const twist = mood === 'valid' ? 0 : mood === 'mutated' ? 0.1 : 0.4
  const headers = headersOf(chance, caller, endpoint, twist)
  const base = { endpoint: name, method: methodOf(chance, endpoint.method, twist), url: urlOf(chance, row, known, twist), headers }
  if (row.body === null)
    return chance.happens(twist) ? { ...base, payload: 'null', headers: { ...headers, 'content-type': 'application/json' } } : base
  const body = bodyOf(chance, name, row.body, known, mood)
  return { ...base, payload: payloadOf(chance, body, twist), headers: { ...headers, 'content-type': contentTypeOf(chance, twist) } }
}

function bodyOf(chance: Chance, name: string, schema: JsonSchema, known: Known, mood: 'valid' | 'mutated' | 'hostile'): unknown {
  const valid = name === 'operations' ? batchOf(chance, known, mood) : validValue(chance, schema, known)
  if (mood === 'valid') return valid
  return mood === 'mutated' ? mutated(chance, valid) : chance.happens(0.3) ? hostileValue(chance) : mutated(chance, valid, 0.6)
}

/** A batch of requests to its endpoints, some of them wrong. */
function batchOf(chance: Chance, known: Known, mood: 'valid' | 'mutated' | 'hostile'): unknown {
  const rows = [...rowByName].filter(([, { endpoint }]) => endpoint.kind === 'operation' || chance.happens(0.05))
  const operations = Array.from({ length: 1 + chance.below(5) }, () => {
    const [, row] = chance.pick(rows)
    const valid = row.body === null ? null : validValue(chance, row.body, known)
    const body = mood === 'valid' || chance.happens(0.6) ? valid : mutated(chance, valid, 0.5)
    return { operationId: chance.uuid(), method: row.endpoint.method, path: urlOf(chance, { ...row, query: null }, known, 0.05), body }
  })
  return { operations }
}

function methodOf(chance: Chance, method: string, twist: number): string {
  return chance.happens(twist * 0.2) ? chance.pick(['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']) : method
}

function urlOf(chance: Chance, { endpoint, params, query }: Row, known: Known, twist: number): string {
  const values = params === null ? {} : (validValue(chance, params, known) as Record<string, string>)
  const filled = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, chance.happens(twist * 0.5) ? addressable(hostileValue(chance)) : value]),
  )
  let url = pathOf(endpoint.path, filled)
  if (query !== null && chance.happens(0.8)) {
    const asked = Object.entries(validValue(chance, query, known) as Record<string, unknown>)
    const pairs = asked.map(
      ([key, value]) => `${key}=${encodeURIComponent(addressable(chance.happens(twist) ? hostileValue(chance) : value))}`,
    )
    if (chance.happens(twist))
      pairs.push(chance.pick(['__proto__=1', 'cursor=1&cursor=2', 'on[]=1', '%', '%00=%00', 'x=%ff', `y=${'z'.repeat(3_000)}`]))
    url += `?${pairs.join('&')}`
  }
  if (chance.happens(twist * 0.2))
    url += chance.pick(['/', '//', '/..', '%2e%2e', '%00', '%zz', '/%F0%28', '?', '#x', ';a=b', '/x'.repeat(200)])
  return url
}

// encodeURIComponent throws at half a surrogate pair; a client would send the replacement character too.
function addressable(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return Buffer.from(text)
    .toString()
    .slice(0, 1_000)
    .replace(/[\uD800-\uDBFF]$/, '')
}

function headersOf(chance: Chance, { token }: Caller, { kind }: Endpoint, twist: number): Record<string, string> {
  const headers: Record<string, string> = {}
  const odd = [
    `Bearer ${token}x`,
    `bearer ${token}`,
    token,
    'Bearer ',
    'Basic eDp5',
    `Bearer ${'a'.repeat(4_000)}`,
    'Bearer \u00ff\u00fe',
    '',
  ]
  if (kind !== 'open' || chance.happens(0.2)) headers['authorization'] = chance.happens(twist * 0.5) ? chance.pick(odd) : `Bearer ${token}`
  if (kind === 'operation' || chance.happens(0.1)) {
    const id = chance.uuid()
    const strange = ['', 'x', `"${id}`, `${id}, ${id}`, id.toUpperCase(), '0'.repeat(5_000), '00000000-0000-0000-0000-000000000000']
    const repeated = `00000000-0000-4000-8000-0000000000${String(chance.below(50)).padStart(2, '0')}`
    headers[IDEMPOTENCY_KEY_HEADER] = chance.happens(twist) ? chance.pick(strange) : chance.pick([id, `"${id}"`, repeated])
  }
  if (chance.happens(0.3))
    headers[SENT_AT_HEADER] = chance.happens(0.5)
      ? new Date(chance.below(4e9) * 1_000).toISOString()
      : chance.pick(['', 'now', '9999-12-31T23:59:60Z', '\u00e9', '0'])
  if (chance.happens(twist)) {
    const [header, value] = chance.pick([
      ['accept', 'text/html;q=∞'.replace('∞', '9e9')],
      ['accept-encoding', chance.pick(['br', 'gzip', 'deflate', '*;q=0', 'identity;q=0', 'x'.repeat(2_000)])],
      ['content-encoding', chance.pick(['gzip', 'br', 'nonsense'])],
      ['if-none-match', chance.pick(['*', '"', 'W/"x"', '"0"', ','.repeat(3_000)])],
      ['origin', chance.pick(['null', 'https://evil.example', 'http://[::1', ''])],
      ['x-forwarded-for', chance.pick(['', 'unknown', '1.2.3.4, 5.6.7.8', '::ffff:0:0', 'x'.repeat(3_000)])],
      ['host', chance.pick(['', 'a b', 'x'.repeat(300), '[::'])],
      ['expect', 'nothing'],
      ['range', 'bytes=0-'],
      ['content-length', chance.pick(['0', '-1', '5', '1e9', 'x'])],
      ['transfer-encoding', 'chunked'],
      ['cookie', '__proto__=1; constructor=2'],
    ] as const)
    headers[header] = value
  }
  return headers
}

function contentTypeOf(chance: Chance, twist: number): string {
  if (!chance.happens(twist * 0.5)) return 'application/json'
  return chance.pick([
    'application/json; charset=utf-16',
    'application/json;;;',
    'APPLICATION/JSON',
    'text/plain',
    'multipart/form-data',
    'application/x-www-form-urlencoded',
    'application/problem+json',
    '',
    ';',
    'x'.repeat(500),
  ])
}

function payloadOf(chance: Chance, body: unknown, twist: number): string {
  const text = JSON.stringify(body) ?? ''
  if (!chance.happens(twist * 0.4)) return text
  return chance.pick([
    text.slice(0, -1),
    `${text}${text}`,
    `\ufeff${text}`,
    text.replace('{', '{"__proto__":{"admin":true},'),
    text.replace('{', '{"constructor":{"prototype":{"admin":true}},'),
    text.replace(/\d+/, '1e400'),
    text.replace(/\d+/, '-0'),
    text.replace(/"/, "'"),
    `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    `{"a":"${'x'.repeat(300_000)}"}`,
    '',
    ' \n',
    'undefined',
    '\0',
  ])
}

/** The outcome as a table: endpoints by status. */
export function fuzzTable({ byStatus }: FuzzOutcome): string {
  const statuses = [...new Set([...byStatus.values()].flatMap((counts) => [...counts.keys()]))].sort((a, b) => a - b)
  const all = statuses.map((status) => [...byStatus.values()].reduce((sum, counts) => sum + (counts.get(status) ?? 0), 0))
  const rows = [...byStatus]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, counts]) => [name, ...statuses.map((status) => counts.get(status) ?? 0)])
  return table(['endpoint', ...statuses.map(String)], [...rows, ['all', ...all]])
}

if (import.meta.main) process.exitCode = await command(process.argv.slice(2))

async function command(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { requests: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
  })
  const { gym, close } = await newFuzzGym()
  const outcome = await fuzz(gym, { requests: Number(values.requests), seed: Number(values.seed) })
  await close()
  console.log(fuzzTable(outcome))
  const { requests, failures, seconds, slowestMs } = outcome
  console.log(
    `seed ${values.seed}: ${requests} requests in ${seconds.toFixed(1)} s, slowest ${Math.round(slowestMs)} ms, ${failures.length} answered as they must not be`,
  )
  for (const { number, why, request } of failures.slice(0, 10))
    console.log(`  ✖ request ${number} ${why}\n    ${JSON.stringify(request).slice(0, 1_500)}`)
  return failures.length > 0 ? 1 : 0
}
