import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { IDEMPOTENCY_KEY_HEADER } from '@holdfast/contract'
import pg from 'pg'
import { actualSet, PLAN } from '../../apps/api/test/support/gym.ts'
import { freePort } from '@holdfast/tools/freePort'
import { kill, startServer, type ServerProcess } from '../../apps/api/test/support/server.ts'
import { startCluster } from './cluster.ts'
import { openConnection } from './connection.ts'
import { UNLIMITED } from './place.ts'
import { syncCost } from './syncCost.ts'
import { table } from '@holdfast/tools/table'
import { median } from '@holdfast/tools/median'

const CLIENTS = 16
const EACH = 60
const ROUNDS = 3
// A number that occurs nowhere else in the statements, so that the version can be found among their parameters.
const VERSION = 700_000
const SESSION = '5e550000-0000-4000-8000-'
const OPERATION = '0be00000-0000-4000-8000-'

type Statement = { text: string; params: (string | null)[] }
type Lifter = { id: string; token: string }

/**
 * Compares completions per second over HTTP with the same statements run by pgbench on the same PostgreSQL: with its flushes, 16
 * connections each, alternating. The statements come from PostgreSQL's log, so they are never out of date.
 */
export async function bench(programs: string): Promise<string> {
  const loadBefore = loadavg()[0] ?? 0
  const log = ['logging_collector=on', 'log_destination=jsonlog', 'log_directory=log', 'max_wal_size=2GB']
  const cluster = await startCluster(programs, log)
  const port = String(await freePort())
  const env = { ...UNLIMITED, DATABASE_URL: cluster.url, LOG_LEVEL: 'error', PORT: port }
  let server = startServer(env)
  let second: ServerProcess | null = null
  const client = new pg.Client({ connectionString: cluster.url })
  client.on('error', () => {})
  try {
    const address = await server.address
    await client.connect()
    const lifters = await signUp(address)
    let used = 0
    const plan = async (perLifter: number) => {
      for (const [index, { id }] of lifters.entries()) await planSessions(client, id, index * 1_000_000 + used + 1, perLifter)
      used += perLifter
    }

    // One completion, logged by PostgreSQL. The setting affects new connections only, so the server is restarted.
    await plan(1)
    const first = lifters[0] as Lifter
    await client.query('update users set version = $2 where id = $1', [first.id, VERSION])
    await client.query(`alter role holdfast set log_statement = 'all'`)
    await kill(server)
    server = startServer(env)
    await server.address
    await completeOne(openConnection(), address, first, idFrom(SESSION, 1), idFrom(OPERATION, 1))
    await wait(300)
    const statements = statementsOf(join(cluster.folder, 'data', 'log'), idFrom(OPERATION, 1), first.id)
    await client.query('alter role holdfast reset log_statement')
    await kill(server)
    server = startServer(env)
    await server.address

    const script = join(cluster.folder, 'completion.sql')
    second = startServer({ ...env, PORT: String(await freePort()) })
    const addresses = [address, await second.address]
    const rates: { one: number; two: number; raw: number }[] = []
    for (let round = 0; round < ROUNDS; round++) {
      await plan(EACH)
      writeFileSync(script, scriptOf(statements, first.id, lifters, used - EACH))
      const raw = pgbench(programs, script, cluster.url)
      await plan(EACH)
      const one = await overHttp(addresses.slice(0, 1), lifters, used - EACH)
      await plan(EACH)
      const two = await overHttp(addresses, lifters, used - EACH)
      rates.push({ one, two, raw })
    }
    const completed = await client.query(`select count(*)::int as n from sessions where status = 'completed'`)
    const expected = 1 + ROUNDS * 3 * EACH * CLIENTS
    if (completed.rows[0]?.n !== expected)
      throw new Error(`the benchmark completed ${completed.rows[0]?.n} sessions instead of ${expected}`)
    const share = (of: 'one' | 'two') => median(rates.map((rate) => rate[of] / rate.raw)).toFixed(2)
    const rows = rates.map(({ one, two, raw }, index) => [
      `round ${index + 1}`,
      Math.round(one),
      Math.round(two),
      Math.round(raw),
      (one / raw).toFixed(2),
      (two / raw).toFixed(2),
    ])
    return [
      table(['completions/s, 16 connections', 'HTTP, 1 process', 'HTTP, 2 processes', 'pgbench', 'ratio of 1', 'ratio of 2'], rows),
      `median ratio ${share('one')} with one process, ${share('two')} with two; ${statements.length} statements each; load ${loadBefore.toFixed(1)} before on ${cpus().length} cores`,
      await syncCost(address),
    ].join('\n')
  } finally {
    await client.end().catch(() => {})
    await kill(server)
    if (second) await kill(second)
    await cluster.stop()
  }
}

async function signUp(address: string): Promise<Lifter[]> {
  const connection = openConnection()
  const lifters: Lifter[] = []
  for (let index = 0; index < CLIENTS; index++) {
    const body = JSON.stringify({ email: `${randomUUID()}@example.org`, password: `bench ${randomUUID()}`, name: 'Sam' })
    const reply = await connection.ask(address, { method: 'POST', path: '/v1/auth/register', body })
    if (reply.kind !== 'answered' || reply.status !== 200) throw new Error(`nobody could sign up: ${JSON.stringify(reply)}`)
    const { account, accessToken } = JSON.parse(reply.text) as { account: { id: string }; accessToken: string }
    lifters.push({ id: account.id, token: accessToken })
  }
  connection.close()
  return lifters
}

async function planSessions(client: pg.Client, lifterId: string, from: number, count: number): Promise<void> {
  await client.query(
    `insert into sessions (user_id, id, title, scheduled_on, status, plan, version)
     select $1::uuid, ('${SESSION}' || lpad(to_hex(n), 12, '0'))::uuid, 'Squat', current_date, 'planned', $4::jsonb,
       (select version from users where id = $1::uuid) + n - $2::bigint + 1
     from generate_series($2::bigint, $3::bigint) as n`,
    [lifterId, from, from + count - 1, JSON.stringify(PLAN)],
  )
  await client.query('update users set version = version + $2 where id = $1', [lifterId, count])
}

async function overHttp(addresses: readonly string[], lifters: readonly Lifter[], used: number): Promise<number> {
  const startedMs = performance.now()
  await Promise.all(
    lifters.map(async (lifter, index) => {
      const connection = openConnection()
      const address = addresses[index % addresses.length]!
      for (let one = 1; one <= EACH; one++) {
        const number = index * 1_000_000 + used + one
        await completeOne(connection, address, lifter, idFrom(SESSION, number), idFrom(OPERATION, number))
      }
      connection.close()
    }),
  )
  return (EACH * lifters.length) / ((performance.now() - startedMs) / 1_000)
}

async function completeOne(
  connection: ReturnType<typeof openConnection>,
  address: string,
  lifter: Lifter,
  sessionId: string,
  operationId: string,
) {
  const loggedAt = new Date(Date.now() - 60_000).toISOString()
  const sets = [1, 2, 3].map((number) =>
    actualSet(idFrom('5e700000-0000-4000-8000-', number), { setOrder: number, completedAt: loggedAt, logged_at: loggedAt }),
  )
  const body = {
    startedAt: loggedAt,
    completedAt: loggedAt,
    planVersion: 1,
    sessionRpe: 8,
    notes: 'fine',
    actualSets: sets,
    logged_at: loggedAt,
  }
  const headers = { authorization: `Bearer ${lifter.token}`, [IDEMPOTENCY_KEY_HEADER]: operationId }
  for (;;) {
    const reply = await connection.ask(address, {
      method: 'POST',
      path: `/v1/sessions/${sessionId}/complete`,
      headers,
      body: JSON.stringify(body),
    })
    if (reply.kind === 'answered' && reply.status === 200) return
    if (reply.kind === 'answered' && reply.status === 429) throw new Error('the rate limit stands in the way of the benchmark')
    if (reply.kind === 'answered') throw new Error(`a completion was answered ${reply.status}: ${reply.text}`)
    await wait(20)
  }
}

/** The statements of one request, from PostgreSQL's log: everything on the connection that claimed the operation, and the sign-in. */
function statementsOf(folder: string, operationId: string, lifterId: string): Statement[] {
  const lines = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { application_name?: string; message: string; detail?: string; pid: number })
  const executed = lines.flatMap(({ message, detail }) => {
    const text = /^(?:execute [^:]*|statement): ([\s\S]*)$/.exec(message)?.[1]
    return text === undefined ? [] : [{ text, params: paramsOf(detail ?? '') }]
  })
  const claim = executed.findIndex(({ text, params }) => /insert into operation_receipts/.test(text) && params.includes(operationId))
  const begin = executed.findLastIndex(({ text }, index) => index < claim && /^begin/i.test(text))
  const end = executed.findIndex(({ text }, index) => index > claim && /^commit/i.test(text))
  if (claim < 0 || begin < 0 || end < 0) throw new Error('PostgreSQL did not log the completion')
  // The user is looked up before, in its own transaction.
  const signIn = executed.findLastIndex(
    ({ text, params }, index) => index < begin && /access_tokens/.test(text) && params.includes(lifterId),
  )
  const first = executed.findLastIndex(({ text }, index) => index < signIn && /^begin/i.test(text))
  if (first < 0) throw new Error('PostgreSQL did not log who asked')
  return executed.slice(first, end + 1)
}

function paramsOf(detail: string): (string | null)[] {
  return [...detail.matchAll(/\$\d+ = (?:NULL|'((?:[^']|'')*)')/g)].map(([, value]) => value?.replaceAll("''", "'") ?? null)
}

/** The same statements for pgbench: each client is one lifter and completes one session after the other. */
function scriptOf(statements: readonly Statement[], lifterId: string, lifters: readonly Lifter[], used: number): string {
  const [session, operation] = [idFrom(SESSION, 1), idFrom(OPERATION, 1)]
  const inPlace = ({ text, params }: Statement) => {
    const filled = text.replace(/\$(\d+)/g, (_, number: string) => {
      const value = params[Number(number) - 1] ?? null
      if (value === null) return 'null'
      return value === String(VERSION + 1) ? "':version'" : `'${value.replaceAll("'", "''")}'`
    })
    const names = filled.replaceAll(session, ':session').replaceAll(operation, ':operation').replaceAll(lifterId, ':lifter')
    // Statements that were sent together stay together.
    const line = names.replace(/\s+/g, ' ').trim().replaceAll('; ', ' \\; ')
    return line.endsWith('returning version') ? `${line} \\gset` : `${line};`
  }
  const array = `'{${lifters.map((lifter) => lifter.id).join(',')}}'`
  return [
    '\\set i :i + 1',
    `\\set n :client_id * 1000000 + ${used} + :i`,
    // Ids are text, which pgbench cannot compute itself.
    `select '${SESSION}' || lpad(to_hex(:n), 12, '0') as session, '${OPERATION}' || lpad(to_hex(:n), 12, '0') as operation, (${array}::text[])[:client_id + 1] as lifter \\gset`,
    ...statements.map(inPlace),
  ].join('\n')
}

function pgbench(programs: string, script: string, url: string): number {
  const flags = ['-n', '-f', script, '-c', String(CLIENTS), '-j', '2', '-t', String(EACH), '-D', 'i=0', '-M', 'simple']
  const said = execFileSync(join(programs, 'pgbench'), [...flags, url], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  const rate = /tps = ([\d.]+) \(without/.exec(said)?.[1]
  if (rate === undefined) throw new Error(`pgbench did not say its rate: ${said}`)
  return Number(rate)
}

function idFrom(base: string, number: number): string {
  return base + number.toString(16).padStart(12, '0')
}
