import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { signedInSchema, todayAnswerSchema } from '@holdfast/contract'
import { CannotStart } from '../src/cannotStart.ts'
import { commit, rollback } from '../src/db/db.ts'
import { lockFolder } from '../src/db/folderLock.ts'
import { openMemoryDb, openPgliteDb } from '../src/db/pgliteDb.ts'
import { DatabaseUnavailable } from '../src/db/unavailable.ts'
import { setBody } from './support/gym.ts'
import { kill, startServer } from './support/server.ts'

const remedy = 'Stop it first, or set DATABASE_URL to run several processes.'

/** A program that locks the folder, keeps no reference to the lock, prints a line and stays. */
function holds(data: string): string {
  const lock = new URL('../src/db/folderLock.ts', import.meta.url).href
  return `
    const { lockFolder } = await import(${JSON.stringify(lock)})
    setInterval(() => {}, 1000)
    void (() => lockFolder(${JSON.stringify(data)}))()
    await new Promise(setImmediate)
    gc()
    console.log('held')
  `
}

/** Every file under the folder with the time it was last written; empty where there is no folder. */
function filesIn(data: string): Set<string> {
  const files = existsSync(data) ? readdirSync(data, { recursive: true, encoding: 'utf8' }) : []
  return new Set(files.map((file) => `${file} ${statSync(join(data, file)).mtimeMs}`))
}

function difference(a: Set<string>, b: Set<string>): string[] {
  return [...[...a].filter((file) => !b.has(file)), ...[...b].filter((file) => !a.has(file))]
}

let folder = ''
before(() => (folder = mkdtempSync(join(tmpdir(), 'holdfast-pglite-'))))
after(() => rmSync(folder, { recursive: true, force: true }))

function emptyFolder(name: string): string {
  const path = join(folder, name)
  mkdirSync(path)
  return path
}

test('a folder is locked once, whatever the ids of the two processes, and can be released', () => {
  const data = emptyFolder('lock')
  const lock = lockFolder(data)
  // Both locks are taken in one process, so with one process id: like two servers that are process 1 of two containers on one volume.
  assert.throws(() => lockFolder(data), new CannotStart(`Another Holdfast process is using the data folder ${data}. ${remedy}`))
  assert.ok(lock.isMine())
  lock.release()
  lockFolder(data).release()
})

test('the lock of a killed process is free, and one left by an older version asks a person', async (t) => {
  const data = emptyFolder('killed')
  const holder = spawn(process.execPath, ['--expose-gc', '--input-type=module', '-e', holds(data)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => holder.kill('SIGKILL'))
  await once(holder.stdout, 'data')
  assert.throws(() => lockFolder(data), CannotStart)
  holder.kill('SIGKILL')
  await once(holder, 'close')
  lockFolder(data).release()
  writeFileSync(join(data, 'holdfast.lock'), JSON.stringify({ pid: 1, startedAt: null }))
  assert.throws(() => lockFolder(data), /older version of Holdfast\. Make sure that none is running, and remove that file\.$/)
})

/** A closed data folder with a table in it; made once, because that takes seconds. */
const made = (() => {
  let making: Promise<string> | undefined
  return () => (making ??= make())
  async function make(): Promise<string> {
    const data = join(folder, 'made')
    const db = await openPgliteDb(data)
    await db.script('create table words (word text)')
    await db.close()
    return data
  }
})()

/** How a running server loses its folder. */
const losses: Record<string, (data: string) => void> = {
  'was moved': (data) => renameSync(data, `${data} elsewhere`),
  'was moved, with an empty one in its place': (data) => {
    renameSync(data, `${data} elsewhere`)
    mkdirSync(data)
  },
  'was replaced by its own copy': (data) => {
    cpSync(data, `${data} copy`, { recursive: true })
    rmSync(data, { recursive: true })
    renameSync(`${data} copy`, data)
  },
  'was removed': (data) => rmSync(data, { recursive: true }),
  'lost its lock': (data) => rmSync(join(data, 'holdfast.lock')),
  'got another database': (data) => {
    renameSync(join(data, 'database'), join(data, 'mine'))
    cpSync(join(data, 'mine'), join(data, 'database'), { recursive: true })
  },
  'was emptied': (data) => rmSync(join(data, 'database', 'global'), { recursive: true }),
}

for (const [what, lose] of Object.entries(losses)) {
  test(`a folder that ${what} under a running server: nothing is confirmed, it is reported once, and nothing more is written`, async () => {
    const data = join(folder, what)
    cpSync(await made(), data, { recursive: true })
    const told: string[] = []
    const db = await openPgliteDb(data, (why) => told.push(why))
    let wrote = false
    // In the middle of a transaction: it commits into files that no path reaches any more.
    await assert.rejects(
      db.tx(async (sql) => {
        await sql.query(`insert into words values ('lost')`)
        lose(data)
        wrote = true
        return commit(undefined)
      }),
      DatabaseUnavailable,
    )
    assert.ok(wrote)
    const before = filesIn(data)
    for (const ask of [() => db.query('select 1'), () => db.script('select 1'), () => db.tx(async () => commit(1))]) {
      await assert.rejects(ask(), DatabaseUnavailable)
    }
    await db.close()
    assert.deepEqual(told, [
      `The data folder ${data} is not the one this process opened: it was moved, replaced or removed. Nothing more is confirmed.`,
    ])
    assert.deepEqual(difference(filesIn(data), before), [])
  })
}

test('a server whose folder was moved ends by itself and says why, and the folder opens at its new path with all it confirmed', async () => {
  const data = join(folder, 'moved')
  const server = startServer({ DATA_DIR: data, DEMO: '1' })
  await server.address
  renameSync(data, `${data} away`)
  const { code, stderr } = await server.exit
  assert.equal(code, 1)
  assert.match(
    stderr,
    /The data folder .* is not the one this process opened: it was moved, replaced or removed\. Nothing more is confirmed\.\n$/,
  )
  const db = await openPgliteDb(`${data} away`)
  assert.deepEqual(await db.query('select count(*)::int as demo from users where email like $1', ['demo%']), [{ demo: 1 }])
  await db.close()
})

test('one database, from its first start to a kill: flushed, closed to others, and every acknowledged row is there', async (t) => {
  const data = join(folder, 'life')
  const db = await openPgliteDb(data)
  assert.equal(statSync(data).mode & 0o777, 0o700)
  assert.deepEqual(await db.query('show fsync'), [{ fsync: 'on' }])

  await db.script('create table steps (transaction int, step int)')
  // Each transaction pauses in the middle. The order of the rows would show a step of another transaction between two of its own.
  await Promise.all(
    [1, 2, 3].map((transaction) =>
      db.tx(async (sql) => {
        for (const step of [1, 2]) {
          await sql.query('insert into steps values ($1, $2)', [transaction, step])
          await nextTurn()
        }
        return transaction === 3 ? rollback(undefined) : commit(undefined)
      }),
    ),
  )
  const steps = await db.query<{ transaction: number }>('select transaction from steps order by ctid')
  assert.deepEqual(
    steps.map((row) => row.transaction).sort((a, b) => a - b),
    [1, 1, 2, 2],
  )
  assert.equal(steps[0]?.transaction, steps[1]?.transaction)
  await db.close()

  let server = startServer({ DATA_DIR: data, DEMO: '1' })
  t.after(() => kill(server))
  const acknowledged = new Set<string>()
  let address = await server.address
  const headers = await demoHeaders(address)
  const today = async () => todayAnswerSchema.parse(await (await fetch(`${address}/v1/sessions/today`, { headers })).json()).today
  const sessionId = (await today())?.id
  for (let round = 0; round < 2; round++) {
    for (let sent = 1; ; sent++) {
      // Enough is acknowledged now, however slow this machine is. The kill hits one of the next transactions.
      if (sent === 15) setTimeout(() => server.child.kill('SIGKILL'), 50)
      const setId = randomUUID()
      const put = {
        method: 'PUT',
        headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
        body: JSON.stringify(setBody()),
      }
      const answer = await fetch(`${address}/v1/sessions/${sessionId}/sets/${setId}`, put).catch(() => null)
      if (answer === null) break
      assert.equal(answer.status, 200)
      acknowledged.add(setId)
    }
    assert.equal((await server.exit).signal, 'SIGKILL')
    // What a kill during start leaves behind.
    writeFileSync(join(data, 'database', 'postmaster.pid'), '')
    server = startServer({ DATA_DIR: data, DEMO: '1' })
    address = await server.address
    const kept = new Set((await today())?.actualSets.map(({ id }) => id))
    assert.ok(acknowledged.size > 10 * (round + 1), `only ${acknowledged.size} sets were acknowledged`)
    assert.deepEqual(
      [...acknowledged].filter((id) => !kept.has(id)),
      [],
    )
  }
})

async function demoHeaders(address: string): Promise<{ authorization: string }> {
  const { accessToken } = signedInSchema.parse(await (await fetch(`${address}/v1/auth/demo`, { method: 'POST' })).json())
  return { authorization: `Bearer ${accessToken}` }
}

test('the write-ahead log is checkpointed every thousand commits, which PGlite does not do by itself', async () => {
  const db = await openMemoryDb()
  const [before] = await db.query<{ lsn: string }>('select checkpoint_lsn::text as lsn from pg_control_checkpoint()')
  for (let n = 0; n < 999; n++) await db.tx(async () => commit(undefined))
  const [almost] = await db.query<{ lsn: string }>('select checkpoint_lsn::text as lsn from pg_control_checkpoint()')
  assert.deepEqual(almost, before)
  await db.tx(async () => commit(undefined))
  const [after] = await db.query<{ lsn: string }>('select checkpoint_lsn::text as lsn from pg_control_checkpoint()')
  assert.notDeepEqual(after, before)
  await db.close()
})
