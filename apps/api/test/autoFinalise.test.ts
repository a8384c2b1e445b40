import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { syncAnswerSchema } from '@holdfast/contract'
import { commit, rollback } from '../src/db/db.ts'
import { autoFinalise, autoFinaliseRegularly, STALE_MS } from '../src/stored/autoFinalise.ts'
import { bumpVersion } from '../src/stored/userVersion.ts'
import { until } from '../../../scripts/lib/testing/patience.ts'
import { onEveryEngine } from './support/engines.ts'
import {
  actualSet,
  applied,
  at,
  lifterWithSession,
  log,
  newSession,
  NOON,
  operations,
  readSession,
  request,
  send,
  setBody,
} from './support/gym.ts'

onEveryEngine((engine) => {
  async function arranged() {
    const on = await lifterWithSession(engine.db)
    const { gym, lifter, sessionId } = on
    return {
      ...on,
      putSet: (part = {}, id = sessionId) => send(gym.app, lifter, operations.putSet(id, randomUUID(), setBody(part))),
      read: (id = sessionId) => readSession(gym.app, lifter, id),
    }
  }
  const LATER = NOON + STALE_MS + 3_600_000

  test('a session left in progress is finished with its last set, 12 hours after it and no sooner', async () => {
    const { gym, lifter, putSet, read } = await arranged()
    applied(await putSet({ completedAt: at(60), logged_at: at(61) }))
    const before = applied(await putSet({ completedAt: at(300), logged_at: at(310), setOrder: 1 })).session
    await autoFinalise(gym.db, NOON + 310_000 + STALE_MS)
    assert.deepEqual(await read(), before)
    await autoFinalise(gym.db, NOON + 310_001 + STALE_MS)
    const after = {
      ...before,
      status: 'completed',
      completedAt: at(300),
      logged_at: at(310),
      autoFinalised: true,
      version: before.version + 1,
    }
    assert.deepEqual(await read(), after)
    const told = await request(gym.app, lifter, 'GET', `/v1/sync?cursor=${before.version}`)
    assert.deepEqual(syncAnswerSchema.parse(told.json).sessions, [after])
  })

  test('a session that the server finishes begins with the first set lifted, in whatever order the sets arrived', async () => {
    const { gym, sessionId, lifter, putSet, read } = await arranged()
    const takenBack = randomUUID()
    const late = setBody({ completedAt: at(900), logged_at: at(900) })
    applied(await send(gym.app, lifter, operations.putSet(sessionId, takenBack, late)))
    applied(await send(gym.app, lifter, operations.deleteSet(sessionId, takenBack, { logged_at: at(901) })))
    applied(await putSet({ completedAt: at(300), logged_at: at(910) }))
    applied(await putSet({ completedAt: at(60), logged_at: at(911), setOrder: 1 }))
    await autoFinalise(gym.db, LATER)
    const { status, startedAt, completedAt } = await read()
    assert.deepEqual({ status, startedAt, completedAt }, { status: 'completed', startedAt: at(60), completedAt: at(300) })
  })

  test('a session without a set is left alone, and so is one whose sets were all removed', async () => {
    const { gym, lifter, sessionId, read } = await arranged()
    const setId = randomUUID()
    applied(await send(gym.app, lifter, operations.putSet(sessionId, setId, setBody())))
    const before = applied(await send(gym.app, lifter, operations.deleteSet(sessionId, setId, { logged_at: at(5) }))).session
    await autoFinalise(gym.db, LATER)
    assert.deepEqual([await read(), before.status], [before, 'in_progress'])
  })

  test('every stale session of a lifter is finished, each with its own version', async () => {
    const { gym, lifter, sessionId, putSet, read } = await arranged()
    const ids = [sessionId, await newSession(gym, lifter), await newSession(gym, lifter)]
    for (const id of ids) applied(await putSet({}, id))
    await autoFinalise(gym.db, LATER)
    const sessions = await Promise.all(ids.map((id) => read(id)))
    assert.deepEqual(
      sessions.map(({ status }) => status),
      ['completed', 'completed', 'completed'],
    )
    assert.deepEqual(
      sessions.map(({ version }) => version).sort((a, b) => a - b),
      [7, 8, 9],
    )
  })

  test('many processes at once finish each session once', async () => {
    const { gym, lifter, putSet, read } = await arranged()
    const { version } = applied(await putSet()).session
    const counts = await Promise.all(Array.from({ length: 8 }, () => autoFinalise(gym.db, LATER)))
    assert.ok(counts.reduce((a, b) => a + b) >= 1)
    const [user] = await gym.db.query<{ version: string }>('select version from users where id = $1', [lifter.id])
    assert.deepEqual([(await read()).version, Number(user?.version)], [version + 1, version + 1])
  })

  test('a completion of the lifter replaces the one of the server, however old; the server’s becomes a revision', async () => {
    const { gym, putSet, complete, read } = await arranged()
    applied(await putSet({ logged_at: at(900) }))
    await autoFinalise(gym.db, LATER)
    const { outcome, conflict, session } = applied(
      await complete(log([actualSet(randomUUID(), { reps: 9 })], { logged_at: at(600), notes: 'by hand' })),
    )
    assert.deepEqual(
      [outcome, conflict?.kept, conflict?.otherLoggedAt, session.notes, session.autoFinalised, session.revisionCount],
      ['applied', 'this', null, 'by hand', false, 1],
    )
    await autoFinalise(gym.db, LATER)
    assert.equal((await read()).notes, 'by hand')
  })

  test('a session is not finished while its lifter is logging a set', async (t) => {
    if (engine.url === null) return t.skip('the embedded database runs one transaction at a time')
    const { gym, lifter, sessionId, putSet, read } = await arranged()
    applied(await putSet())
    await gym.db.tx(async (sql) => {
      await bumpVersion(sql, lifter.id)
      await autoFinalise(gym.db, LATER)
      const [row] = await gym.db.query<{ status: string }>('select status from sessions where id = $1', [sessionId])
      assert.equal(row?.status, 'in_progress')
      return commit(undefined)
    })
    await autoFinalise(gym.db, LATER)
    assert.equal((await read()).status, 'completed')
  })

  test('a set that arrives while the statement runs keeps the session open', async (t) => {
    if (engine.url === null) return t.skip('the embedded database runs one transaction at a time')
    const { gym, sessionId, putSet, read } = await arranged()
    applied(await putSet())
    let open = () => {}
    const opened = new Promise<void>((resolve) => (open = resolve))
    const somebodyAtTheGate = async (inside: boolean) => {
      const found = () => gym.db.query(`select from pg_locks where locktype = 'advisory' and granted = $1`, [inside])
      await until(async () => (await found()).length > 0, inside ? 'the gate is shut' : 'somebody waits at it')
    }
    const gateKeeper = gym.db.tx(async (sql) => {
      await sql.query('select pg_advisory_xact_lock(1)')
      await opened
      return rollback(undefined)
    })
    try {
      await somebodyAtTheGate(true)
      // The sets can be read only after a lock is released, so the statement has started and waits.
      const finalising = gym.db.tx(async (sql) => {
        await sql.script(
          `create function pg_temp.gate() returns boolean language plpgsql as $$ begin perform pg_advisory_xact_lock_shared(1); return true; end $$;
           create temp view actual_sets as select * from public.actual_sets where pg_temp.gate()`,
        )
        await autoFinalise(sql, LATER)
        return rollback(await sql.query('select status from sessions where id = $1', [sessionId]))
      })
      await somebodyAtTheGate(false)
      const answer = await putSet({ setOrder: 1, logged_at: new Date(gym.clock.nowMs()).toISOString() })
      open()
      const { session } = applied(answer)
      assert.deepEqual([await finalising, session.status], [[{ status: 'in_progress' }], 'in_progress'])
      assert.deepEqual(await read(), session)
    } finally {
      open()
      await gateKeeper
    }
  })

  test('the server finishes sessions when it starts, and goes on when the database is down', async () => {
    const { gym, putSet, read } = await arranged()
    applied(await putSet())
    const stop = autoFinaliseRegularly(gym.db, { nowMs: () => LATER }, (error) => assert.fail(String(error)))
    await stop()
    assert.equal((await read()).status, 'completed')
    const failures: unknown[] = []
    const away = { query: () => Promise.reject(new Error('away')), script: () => Promise.reject(new Error('away')) }
    await autoFinaliseRegularly(away, gym.clock, (error) => failures.push(error))()
    assert.equal(failures.length, 1)
  })
})
