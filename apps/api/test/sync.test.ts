import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { syncAnswerSchema, todayAnswerSchema } from '@holdfast/contract'
import { onEveryEngine } from './support/engines.ts'
import { actualSet, applied, log, newGym, newPerson, newSession, operations, readSession, request, send, setBody } from './support/gym.ts'
import type { Gym, Person } from './support/gym.ts'

onEveryEngine((engine) => {
  const pull = async (gym: Gym, person: Person, cursor: number | null) => {
    const answer = await request(gym.app, person, 'GET', cursor === null ? '/v1/sync' : `/v1/sync?cursor=${cursor}`)
    return syncAnswerSchema.parse(answer.json)
  }

  test('the first pull brings everything, the next only what changed', async () => {
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

  test('a session that is gone is told as a tombstone', async () => {
    const gym = newGym(engine.db)
    const lifter = await newPerson(gym)
    const sessionId = await newSession(gym, lifter)
    await engine.db.query('update users set version = 2 where id = $1', [lifter.id])
    await engine.db.query('update sessions set deleted_at = now(), version = 2 where user_id = $1', [lifter.id])
    const { sessions, tombstones, cursor } = await pull(gym, lifter, 1)
    assert.deepEqual([sessions, tombstones, cursor], [[], [sessionId], 2])
  })

  test('pages hold 200 sessions and together hold each once', async () => {
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

  test('a cursor this database never gave brings everything again', async () => {
    const gym = newGym(engine.db)
    const lifter = await newPerson(gym)
    await newSession(gym, lifter)
    const { sessions, cursor } = await pull(gym, lifter, 1_000_000)
    assert.deepEqual([sessions.length, cursor], [1, 1])
  })

  test('while sets come in, a puller misses none of the changes', async () => {
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
      // Injected requests to an embedded database leave no gap of their own in which the writers could move.
      await nextTurn()
      const page = await pull(gym, lifter, cursor)
      cursor = page.cursor
      for (const session of page.sessions) seen.set(session.id, session.actualSets.length)
    }
    ;(await writing).forEach((answer) => applied(answer))
    assert.deepEqual(new Set(seen.keys()), new Set(ids))
  })

  test("today is the lifter's own day", async () => {
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
