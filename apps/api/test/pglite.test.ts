import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { signedInSchema, todayAnswerSchema } from '@holdfast/contract'
import { CannotStart } from '../src/cannotStart.ts'
import { commit, rollback } from '../src/db/db.ts'
import { lockFolder } from '../src/db/folderLock.ts'
import { openMemoryDb, openPgliteDb } from '../src/db/pgliteDb.ts'
import { setBody } from './support/gym.ts'
import { kill, startServer } from './support/server.ts'

let folder = ''
before(() => (folder = mkdtempSync(join(tmpdir(), 'holdfast-pglite-'))))
after(() => rmSync(folder, { recursive: true, force: true }))

function emptyFolder(name: string): string {
  const path = join(folder, name)
  mkdirSync(path)
  return path
}

test('the lock of a living process is respected, and given back', () => {
  const data = emptyFolder('lock')
  writeFileSync(join(data, 'holdfast.lock'), JSON.stringify({ pid: process.ppid, startedAt: null }))
  assert.throws(() => lockFolder(data), CannotStart)
  rmSync(join(data, 'holdfast.lock'))
  const lock = lockFolder(data)
  assert.ok(existsSync(join(data, 'holdfast.lock')))
  lock.release()
  assert.ok(!existsSync(join(data, 'holdfast.lock')))
})

test('the lock of a dead process is taken over, also when its number lives on in another or it was cut off', () => {
  const dead = { pid: 2 ** 22 - 1, startedAt: null }
  const reborn = { pid: process.ppid, startedAt: 'another boot/1' }
  for (const content of [JSON.stringify(dead), JSON.stringify(reborn), '{"pid":', '']) {
    const data = emptyFolder(`stale ${randomUUID()}`)
    writeFileSync(join(data, 'holdfast.lock'), content)
    lockFolder(data).release()
  }
})

test('one database, from its first start to a kill: flushed, closed to others, and every acknowledged row is there', async (t) => {
  const data = join(folder, 'life')
  const db = await openPgliteDb(data)
  assert.equal(statSync(data).mode & 0o777, 0o700)
  assert.deepEqual(await db.query('show fsync'), [{ fsync: 'on' }])

  await db.script('create table steps (transaction int, step int)')
  // Each transaction pauses in the middle; another one's step between two of its own would show in the order of the rows.
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
  assert.ok(!existsSync(join(data, 'holdfast.lock')))

  let server = startServer({ DATA_DIR: data, DEMO: '1' })
  t.after(() => kill(server))
  const acknowledged = new Set<string>()
  let address = await server.address
  const headers = await demoHeaders(address)
  const today = async () => todayAnswerSchema.parse(await (await fetch(`${address}/v1/sessions/today`, { headers })).json()).today
  const sessionId = (await today())?.id
  for (let round = 0; round < 2; round++) {
    for (let sent = 1; ; sent++) {
      // Enough has been acknowledged, however slow this machine is; the kill falls into one of those that follow.
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

test('the write-ahead log is checkpointed every thousand commits: PGlite would never do it by itself', async () => {
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
