import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { syncAnswerSchema, todayAnswerSchema } from '@holdfast/contract'
import { commit } from '../src/db/db.ts'
import type { Db, Transactions } from '../src/db/db.ts'
import { bumpVersion } from '../src/stored/userVersion.ts'
import { until } from '../../../scripts/lib/testing/patience.ts'
import { onEveryEngine } from './support/engines.ts'
import {
  actualSet,
  applied,
  at,
  lifterWithSession,
  log,
  newGym,
  newPerson,
  newSession,
  operations,
  PLAN,
  readSession,
  request,
  send,
  setBody,
} from './support/gym.ts'
import type { Gym, Person } from './support/gym.ts'

onEveryEngine((engine) => {
  const pull = async (gym: Gym, person: Person, cursor: number | null) => {
    const answer = await request(gym.app, person, 'GET', cursor === null ? '/v1/sync' : `/v1/sync?cursor=${cursor}`)
    return syncAnswerSchema.parse(answer.json)
  }

  test('the first pull answers everything, the next one only what changed', async () => {
    const gym = newGym(engine.db)
    const lifter = await newPerson(gym)
    const [one, two] = [await newSession(gym, lifter), await newSession(gym, lifter)]
    const first = await pull(gym, lifter, null)
    assert.deepEqual([first.sessions.map(({ id }) => id), first.cursor, first.more], [[one, two], 2, false])
    assert.deepEqual((await pull(gym, lifter, first.cursor)).sessions, [])
    applied(await send(gym.app, lifter, operations.complete(one, log([actualSet(randomUUID())]))))
    const second = await pull(gym, lifter, first.cursor)
    assert.deepEqual([second.sessions, second.cursor], [[await readSession(gym.app, lifter, one)], 3])
  })

  test('of two devices that finished one session, each learns by a pull of the log that lost, whichever arrived first', async () => {
    for (const order of [
      ['older', 'newer'],
      ['newer', 'older'],
    ] as const) {
      const gym = newGym(engine.db)
      const lifter = await newPerson(gym)
      const sessionId = await newSession(gym, lifter)
      const setId = randomUUID()
      const logs = {
        older: log([actualSet(setId, { reps: 4 })], { notes: 'older', logged_at: at(610) }),
        newer: log([actualSet(setId, { reps: 6, logged_at: at(2) })], { notes: 'newer', logged_at: at(620) }),
      }
      const told = []
      for (const which of order) told.push(applied(await send(gym.app, lifter, operations.complete(sessionId, logs[which]))))
      const [first, second] = told
      assert.ok(first && second)
      // Only the second device gets the conflict in its own answer: the first was answered before there was one.
      assert.deepEqual(
        [first.conflict, first.session.revisionCount, second.conflict?.kept],
        [null, 0, order[1] === 'newer' ? 'this' : 'other'],
      )
      const { sessions } = await pull(gym, lifter, first.session.version)
      assert.deepEqual(
        sessions.map(({ id, notes, revisionCount, actualSets, logged_at }) => [id, notes, revisionCount, actualSets[0]?.reps, logged_at]),
        [[sessionId, 'newer', 1, 6, at(620)]],
      )
      assert.deepEqual(sessions, [second.session])
      assert.ok(second.session.version > first.session.version)
    }
  })

  test('a session that is gone is told as a tombstone', async () => {
    const { gym, lifter, sessionId } = await lifterWithSession(engine.db)
    await engine.db.query('update users set version = 2 where id = $1', [lifter.id])
    await engine.db.query('update sessions set deleted_at = now(), version = 2 where user_id = $1', [lifter.id])
    const { sessions, tombstones, cursor } = await pull(gym, lifter, 1)
    assert.deepEqual([sessions, tombstones, cursor], [[], [sessionId], 2])
  })

  test('pages hold 200 sessions, and together they hold each session once', async () => {
    const gym = newGym(engine.db)
    const lifter = await newPerson(gym)
    await engine.db.query(
      `insert into sessions (user_id, id, title, scheduled_on, status, plan, version)
       select $1::uuid, ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Row', '2026-03-10', 'planned', '[]', n from generate_series(1, 401) n`,
      [lifter.id],
    )
    await engine.db.query('update users set version = 401 where id = $1', [lifter.id])
    const first = await pull(gym, lifter, 0)
    const second = await pull(gym, lifter, first.cursor)
    const third = await pull(gym, lifter, second.cursor)
    assert.deepEqual(
      [first, second, third].map((page) => [page.sessions.length, page.cursor, page.more]),
      [
        [200, 200, true],
        [200, 400, true],
        [1, 401, false],
      ],
    )
    assert.equal(new Set([first, second, third].flatMap((page) => page.sessions.map(({ id }) => id))).size, 401)
  })

  test('a cursor that this database never gave gets everything again', async () => {
    const gym = newGym(engine.db)
    const lifter = await newPerson(gym)
    await newSession(gym, lifter)
    const { sessions, cursor } = await pull(gym, lifter, 1_000_000)
    assert.deepEqual([sessions.length, cursor], [1, 1])
  })

  test('while sets arrive, a pulling device misses no change', async () => {
    const gym = newGym(engine.db)
    const lifter = await newPerson(gym)
    const ids = await Promise.all(Array.from({ length: 8 }, () => newSession(gym, lifter)))
    let cursor = (await pull(gym, lifter, null)).cursor
    const seen = new Map<string, number>()
    const writing = Promise.all(ids.map((id) => send(gym.app, lifter, operations.putSet(id, randomUUID(), setBody()))))
    let done = false
    void writing.finally(() => (done = true)).catch(() => {})
    for (let last = false; !last;) {
      last = done
      // Injected requests to an embedded database never yield, so the writers would not run.
      await nextTurn()
      const page = await pull(gym, lifter, cursor)
      cursor = page.cursor
      for (const session of page.sessions) seen.set(session.id, session.actualSets.length)
    }
    ;(await writing).forEach((answer) => applied(answer))
    assert.deepEqual(new Set(seen.keys()), new Set(ids))
  })

  test('when nothing changed the answer is 304, from the counter alone; after a change it is not', async () => {
    const statements: string[] = []
    const db = counting(engine.db, statements)
    const gym = newGym(db)
    const lifter = await newPerson(gym)
    const sessionId = await newSession(gym, lifter)
    const ask = (url: string, known: string) => request(gym.app, lifter, 'GET', url, { headers: { 'if-none-match': known } })
    const first = await request(gym.app, lifter, 'GET', '/v1/sync?cursor=0')
    const etag = String(first.headers['etag'])
    assert.deepEqual([first.status, first.headers['cache-control']], [200, 'private, no-cache'])
    statements.length = 0
    const second = await ask('/v1/sync?cursor=0', etag)
    assert.deepEqual([second.status, second.json, second.headers['etag']], [304, null, etag])
    assert.deepEqual(
      statements.filter((statement) => /sessions|actual_sets/.test(statement)),
      [],
    )
    for (const known of [`"x", ${etag.slice(2)}`, ` ${etag} `]) assert.equal((await ask('/v1/sync?cursor=0', known)).status, 304)
    assert.equal((await ask('/v1/sync?cursor=-1', etag)).status, 422)
    const other = await newPerson(gym)
    await newSession(gym, other)
    assert.equal((await request(gym.app, other, 'GET', '/v1/sync?cursor=0', { headers: { 'if-none-match': etag } })).status, 200)
    applied(await send(gym.app, lifter, operations.putSet(sessionId, randomUUID(), setBody())))
    const third = await ask('/v1/sync?cursor=0', etag)
    assert.deepEqual([third.status, syncAnswerSchema.parse(third.json).cursor, third.headers['etag'] === etag], [200, 2, false])
  })

  test('three years of training come in pages, each session once with all its sets, while the lifter goes on training', async () => {
    const gym = newGym(engine.db)
    const lifter = await newPerson(gym)
    await engine.db.query(
      `insert into sessions (user_id, id, title, scheduled_on, status, plan, started_at, completed_at, logged_at, version)
       select $1::uuid, ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, 'Row', '2023-03-10'::date + n * 2, 'completed', $2::jsonb,
         now(), now(), now(), n from generate_series(1, 450) n`,
      [lifter.id, JSON.stringify(PLAN)],
    )
    await engine.db.query(
      `insert into actual_sets (user_id, session_id, id, exercise_id, set_type, set_order, weight_value, weight_unit, reps, completed_at, logged_at,
         logged_at_sent, stands_since, operation_id)
       select s.user_id, s.id, gen_random_uuid(), gen_random_uuid(), 'working', n, 100, 'kg', 5, now(), now(), now()::text, now(), gen_random_uuid()
       from sessions s, generate_series(1, 20) n where s.user_id = $1`,
      [lifter.id],
    )
    await engine.db.query('update users set version = 450 where id = $1', [lifter.id])
    const early = '00000000-0000-4000-8000-000000000001'
    const sets = new Map<string, number>()
    const pages: number[] = []
    for (let cursor = 0, more = true; more;) {
      const page = await pull(gym, lifter, cursor)
      ;({ cursor, more } = page)
      pages.push(page.sessions.length)
      for (const session of page.sessions) sets.set(session.id, session.actualSets.length)
      // It was pulled already, and must be answered again.
      if (pages.length === 1) applied(await send(gym.app, lifter, operations.putSet(early, randomUUID(), setBody())))
    }
    assert.deepEqual(pages, [200, 200, 51])
    assert.deepEqual([sets.size, sets.get(early), [...sets.values()].reduce((a, b) => a + b)], [450, 21, 450 * 20 + 1])
  })

  test('a writer that commits late is never skipped: the next one waits, and no cursor passes it', async (t) => {
    if (engine.url === null) return t.skip('the embedded database runs one transaction at a time')
    const gym = newGym(engine.db)
    const lifter = await newPerson(gym)
    const [late, soon] = [await newSession(gym, lifter), await newSession(gym, lifter)]
    const { cursor } = await pull(gym, lifter, null)
    let sending: ReturnType<typeof send> | undefined
    let sent = false
    let between = cursor
    await engine.db.tx(async (sql) => {
      const version = await bumpVersion(sql, lifter.id)
      await sql.query(`update sessions set notes = 'late', version = $3 where user_id = $1 and id = $2`, [lifter.id, late, version])
      sending = send(gym.app, lifter, operations.putSet(soon, randomUUID(), setBody()))
      void sending.then(() => (sent = true))
      // It waits for the lock of its lifter. Without that lock it would be done by now.
      await until(async () => (await engine.db.query('select from pg_locks where not granted')).length > 0, 'the next writer waits')
      const page = await pull(gym, lifter, cursor)
      assert.deepEqual([sent, page.sessions, page.cursor], [false, [], cursor])
      between = page.cursor
      return commit(undefined)
    })
    applied((await sending) ?? assert.fail())
    assert.deepEqual(
      (await pull(gym, lifter, between)).sessions.map(({ id }) => id),
      [late, soon],
    )
  })

  test('today is the local day of the lifter', async () => {
    const gym = newGym(engine.db)
    const lifter = await newPerson(gym)
    const [monday, wednesday] = [await newSession(gym, lifter, '2026-03-09'), await newSession(gym, lifter, '2026-03-11')]
    const today = async (query: string) => {
      const { today, next } = todayAnswerSchema.parse((await request(gym.app, lifter, 'GET', `/v1/sessions/today${query}`)).json)
      return [today?.id, next?.id]
    }
    assert.deepEqual(await today('?on=2026-03-09'), [monday, wednesday])
    assert.deepEqual(await today(''), [monday, wednesday])
    assert.deepEqual(await today('?on=2026-03-11'), [wednesday, undefined])
    assert.deepEqual(await today('?on=0000-01-01'), [undefined, monday])
    applied(await send(gym.app, lifter, operations.complete(monday, log([]))))
    assert.deepEqual(await today('?on=2026-03-09'), [monday, wednesday])
  })
})

/** The same database; records the statements it receives. */
function counting(db: Db, statements: string[]): Db {
  const listen = <T extends Transactions>(place: T): T => ({
    ...place,
    query: (text: string, params?: readonly unknown[]) => {
      statements.push(text)
      return place.query(text, params)
    },
  })
  return { ...db, asUser: (userId) => listen(db.asUser(userId)) }
}
