import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { knownMigrations } from '../src/db/migrate.ts'
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
  problem,
  readSession,
  send,
  setBody,
  signInAgain,
} from './support/gym.ts'
import type { Answer } from './support/gym.ts'

const LOW = '00000000-0000-4000-8000-000000000001'
const HIGH = 'ffffffff-ffff-4fff-8fff-ffffffffffff'

function ordersOf<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]]
  return list.flatMap((one, index) => ordersOf(list.filter((_, other) => other !== index)).map((rest) => [one, ...rest]))
}

onEveryEngine((engine) => {
  async function arranged() {
    const on = await lifterWithSession(engine.db)
    return {
      ...on,
      revisions: () =>
        engine.db.query<{ kind: string; reason: string; payload: { notes?: string; reason?: string; actualSets?: { id: string }[] } }>(
          'select kind, reason, payload from revisions where user_id = $1 order by version',
          [on.lifter.id],
        ),
    }
  }

  test('the first set starts the session', async () => {
    const { putSet, read } = await arranged()
    const setId = randomUUID()
    const { session } = applied(await putSet(setId, { weight: { value: 60.255, unit: 'lb' } }))
    assert.deepEqual(
      [session.status, session.startedAt, session.actualSets[0]?.weight],
      ['in_progress', at(0), { value: 60.255, unit: 'lb' }],
    )
    assert.deepEqual(await read(), session)
  })

  test('of two versions of a set the newer counts, in whichever order they arrive', async () => {
    for (const order of [
      [1, 2],
      [2, 1],
    ]) {
      const { putSet, read } = await arranged()
      const setId = randomUUID()
      for (const reps of order) applied(await putSet(setId, { reps, logged_at: at(reps) }))
      assert.deepEqual(
        (await read()).actualSets.map((set) => set.reps),
        [2],
      )
    }
  })

  test('with the same stamp, the higher operation id counts', async () => {
    for (const order of [
      [LOW, HIGH],
      [HIGH, LOW],
    ]) {
      const { putSet, read } = await arranged()
      const setId = randomUUID()
      for (const id of order) applied(await putSet(setId, { reps: id === HIGH ? 8 : 3 }, id))
      assert.deepEqual(
        (await read()).actualSets.map((set) => set.reps),
        [8],
      )
    }
  })

  test('a removed set stays removed when its older PUT arrives late', async () => {
    const { putSet, deleteSet, read } = await arranged()
    const setId = randomUUID()
    applied(await deleteSet(setId, 10))
    assert.equal(applied(await putSet(setId, { logged_at: at(5) })).outcome, 'superseded')
    assert.deepEqual((await read()).actualSets, [])
    applied(await putSet(setId, { logged_at: at(20) }))
    assert.equal((await read()).actualSets.length, 1)
    assert.equal(applied(await deleteSet(setId, 15)).outcome, 'superseded')
    assert.equal((await read()).actualSets.length, 1)
  })

  test('a set that was logged, then removed, is not brought back by an older version of any device', async () => {
    for (const isElsewhere of [false, true]) {
      const { gym, lifter, sessionId, putSet, deleteSet, read } = await arranged()
      const late = isElsewhere ? { ...lifter, token: (await signInAgain(gym, lifter)).accessToken } : lifter
      const setId = randomUUID()
      const putLate = (reps: number, seconds: number) =>
        send(gym.app, late, operations.putSet(sessionId, setId, setBody({ reps, logged_at: at(seconds) })))
      const outcomes = []
      for (const thing of [
        () => putSet(setId, { logged_at: at(1) }),
        () => deleteSet(setId, 10),
        () => putLate(2, 5),
        () => send(gym.app, late, operations.deleteSet(sessionId, setId, { logged_at: at(7) })),
        () => putLate(3, 9),
      ])
        outcomes.push(applied(await thing()).outcome)
      assert.deepEqual([outcomes, (await read()).actualSets], [['applied', 'applied', 'superseded', 'superseded', 'superseded'], []])
      const { outcome, session } = applied(await putSet(setId, { reps: 4, logged_at: at(11) }))
      assert.deepEqual([outcome, session.actualSets.map(({ reps }) => reps), await read()], ['applied', [4], session])
      applied(await deleteSet(setId, 12))
      assert.equal(applied(await putLate(5, 11.5)).outcome, 'superseded')
    }
  })

  test('removed and logged with the same stamp, the higher operation id counts, whichever arrived first', async () => {
    const middle = '88888888-8888-4888-8888-888888888888'
    for (const [goneId, lateId, count] of [
      [HIGH, middle, 0],
      [middle, HIGH, 1],
    ] as const) {
      const { gym, lifter, sessionId, putSet, read } = await arranged()
      const setId = randomUUID()
      applied(await putSet(setId, { logged_at: at(1) }, LOW))
      applied(await send(gym.app, lifter, operations.deleteSet(sessionId, setId, { logged_at: at(10) }), goneId))
      applied(await putSet(setId, { logged_at: at(10) }, lateId))
      assert.equal((await read()).actualSets.length, count)
    }
  })

  test('statements about one session with a wrong clock do not move statements about another session', async () => {
    const gym = newGym(engine.db)
    const lifter = await newPerson(gym)
    const [wrong, right] = [await newSession(gym, lifter), await newSession(gym, lifter)]
    const put = (sessionId: string, setId: string, seconds: number, headers = {}) =>
      send(gym.app, lifter, operations.putSet(sessionId, setId, setBody({ logged_at: at(seconds) })), undefined, headers)
    const stamps = async (answer: Answer) => applied(answer).session.actualSets.map(({ logged_at }) => logged_at)
    const setId = randomUUID()
    assert.deepEqual(await stamps(await put(wrong, setId, -7200, { 'sent-at': at(-7200) })), [at(3600)])
    assert.deepEqual(await stamps(await put(right, setId, 0)), [at(0)])
    const finished = log([actualSet(setId, { logged_at: at(5) })], { logged_at: at(10) })
    assert.deepEqual(await stamps(await send(gym.app, lifter, operations.complete(right, finished))), [at(5)])
  })

  test('sessions with sets of the same ids, also of another lifter, do not affect each other', async () => {
    const gym = newGym(engine.db)
    const people = [await newPerson(gym), await newPerson(gym)] as const
    const [lifter] = people
    const here = [await newSession(gym, lifter), await newSession(gym, lifter)] as const
    const [first, second] = [randomUUID(), randomUUID()]
    const there = await newSession(gym, people[1])
    const places = [...here.map((sessionId) => [lifter, sessionId] as const), [people[1], there] as const]
    const numbers = async () =>
      Promise.all(places.map(async ([person, id]) => (await readSession(gym.app, person, id)).actualSets.map(({ reps }) => reps)))
    for (const [at_, [person, sessionId]] of places.entries())
      for (const [order, id] of [first, second].entries())
        applied(
          await send(
            gym.app,
            person,
            operations.putSet(sessionId, id, setBody({ reps: at_ * 10 + order, setOrder: order, logged_at: at(10 - at_) })),
          ),
        )
    assert.deepEqual(await numbers(), [
      [0, 1],
      [10, 11],
      [20, 21],
    ])
    applied(await send(gym.app, lifter, operations.deleteSet(here[0], first, { logged_at: at(20) })))
    assert.deepEqual(await numbers(), [[1], [10, 11], [20, 21]])
    const held = actualSet(second, { reps: 99, setOrder: 1, logged_at: at(30) })
    applied(await send(gym.app, lifter, operations.complete(here[0], log([held], { takenBack: [first] }))))
    assert.deepEqual(await numbers(), [[99], [10, 11], [20, 21]])
    const newer = log([actualSet(first, { reps: 50, logged_at: at(640) })], { logged_at: at(650), takenBack: [second] })
    const { session } = applied(await send(gym.app, lifter, operations.complete(here[1], newer)))
    assert.deepEqual([await numbers(), session.revisionCount, session.status], [[[99], [50], [20, 21]], 0, 'completed'])
    assert.equal((await readSession(gym.app, people[1], there)).status, 'in_progress')
    applied(await send(gym.app, lifter, operations.putSet(here[0], first, setBody({ reps: 7, logged_at: at(700) }))))
    assert.deepEqual(await numbers(), [[7, 99], [50], [20, 21]])
  })

  test('a completion stores its sets and removes those its lifter removed; a set it did not know stays', async () => {
    const { putSet, complete, read } = await arranged()
    const [kept, undone, elsewhere, later] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
    applied(await putSet(kept, { logged_at: at(1) }))
    applied(await putSet(undone, { logged_at: at(2) }))
    applied(await putSet(elsewhere, { logged_at: at(3), setOrder: 8 }))
    applied(await putSet(later, { logged_at: at(700), setOrder: 9 }))
    const takenBack = [undone.toUpperCase(), later]
    const { session, conflict } = applied(await complete(log([actualSet(kept, { reps: 6, logged_at: at(4) })], { takenBack })))
    assert.deepEqual(
      [session.status, session.sessionRpe, session.notes, session.logged_at, conflict],
      ['completed', 8, 'fine', at(600), null],
    )
    assert.deepEqual(
      session.actualSets.map((set) => [set.id, set.reps]),
      [
        [kept, 6],
        [elsewhere, 5],
        [later, 5],
      ],
    )
    assert.deepEqual(await read(), session)
  })

  /** Runs `things` in every order, each order in a new session. Answers the sets at the end, which must be the same for all orders. */
  async function inEveryOrder(things: readonly ((session: Awaited<ReturnType<typeof arranged>>) => Promise<Answer>)[]) {
    const outcomes = new Set<string>()
    for (const order of ordersOf(things)) {
      const session = await arranged()
      for (const thing of order) applied(await thing(session))
      outcomes.add(JSON.stringify((await session.read()).actualSets.map(({ id, reps }) => [id, reps])))
    }
    assert.equal(outcomes.size, 1, [...outcomes].join('\n'))
    return JSON.parse([...outcomes].join()) as unknown
  }

  test('[seeds 58 and 505] a set of another device stays in the session when a completion that does not know it arrives before or after it', async () => {
    const [mine, theirs] = [randomUUID(), randomUUID()]
    const sets = await inEveryOrder([
      ({ putSet }) => putSet(theirs, { setOrder: 1, logged_at: at(0) }),
      ({ complete }) => complete(log([actualSet(mine)], { logged_at: at(300) })),
    ])
    assert.deepEqual(sets, [
      [mine, 5],
      [theirs, 5],
    ])
  })

  test('a set that was unticked while its PUT was in flight does not come back when the PUT arrives after the completion', async () => {
    const [kept, unticked] = [randomUUID(), randomUUID()]
    const sets = await inEveryOrder([
      ({ putSet }) => putSet(unticked, { logged_at: at(1) }),
      ({ complete }) => complete(log([actualSet(kept)], { takenBack: [unticked] })),
    ])
    assert.deepEqual(sets, [[kept, 5]])
  })

  test('a set that only the older of two completions contains is removed, and a set of another device stays, in any order of arrival', async () => {
    const [both, mine, theirs] = [randomUUID(), randomUUID(), randomUUID()]
    const sets = await inEveryOrder([
      ({ putSet }) => putSet(mine, { logged_at: at(1) }),
      ({ putSet }) => putSet(theirs, { setOrder: 1, logged_at: at(2) }),
      ({ complete }) =>
        complete(log([actualSet(both, { reps: 4 }), actualSet(mine, { logged_at: at(1) })], { notes: 'older', logged_at: at(610) })),
      ({ complete }) => complete(log([actualSet(both, { reps: 6, logged_at: at(5) })], { notes: 'newer', logged_at: at(620) })),
    ])
    assert.deepEqual(sets, [
      [both, 6],
      [theirs, 5],
    ])
  })

  test('an edit between two completions survives the newer one, which does not know the set', async () => {
    const setId = randomUUID()
    const sets = await inEveryOrder([
      ({ complete }) => complete(log([actualSet(setId, { reps: 4 })], { notes: 'older', logged_at: at(610) })),
      ({ putSet }) => putSet(setId, { reps: 9, logged_at: at(615) }),
      ({ complete }) => complete(log([], { notes: 'newer', logged_at: at(620) })),
    ])
    assert.deepEqual(sets, [[setId, 9]])
  })

  test('a log with the same content becomes a revision when a set is removed with it, and the other device gets the change', async () => {
    const { putSet, complete, read, revisions } = await arranged()
    const setId = randomUUID()
    applied(await putSet(setId))
    const { version } = applied(await complete(log([], { logged_at: at(620) }))).session
    const { outcome, conflict, session } = applied(await complete(log([actualSet(setId)], { logged_at: at(610) })))
    assert.deepEqual([outcome, conflict?.kept, session.actualSets, session.version], ['superseded', 'other', [], version + 1])
    assert.deepEqual(await read(), session)
    assert.deepEqual(
      (await revisions()).map(({ reason, payload }) => [reason, payload.actualSets?.map(({ id }) => id)]),
      [['a newer log stands', [setId]]],
    )
  })

  test('a completion on one device undoes no correction and no untick of another, in any order of arrival', async () => {
    const [corrected, unticked, second] = [randomUUID(), randomUUID(), randomUUID()]
    const finish = log([actualSet(corrected), actualSet(unticked), actualSet(second, { setOrder: 1, logged_at: at(400) })])
    const sets = await inEveryOrder([
      ({ putSet }) => putSet(corrected, { reps: 9, logged_at: at(300) }),
      ({ deleteSet }) => deleteSet(unticked, 300),
      ({ complete }) => complete(finish),
      ({ putSet }) => putSet(corrected),
    ])
    assert.deepEqual(sets, [
      [corrected, 9],
      [second, 5],
    ])
  })

  test('a completion does not make its removals newer: a set that another device logged again later stays', async () => {
    const [again, gone, older] = [randomUUID(), randomUUID(), randomUUID()]
    const takenBack = [{ id: again, logged_at: at(300) }, { id: gone.toUpperCase(), logged_at: at(300) }, older]
    const sets = await inEveryOrder([
      ({ putSet }) => putSet(again, { reps: 8, logged_at: at(400) }),
      ({ putSet }) => putSet(gone, { logged_at: at(200) }),
      // An app that sends no time for the removal: the time of the completion counts.
      ({ putSet }) => putSet(older, { logged_at: at(400) }),
      ({ complete }) => complete(log([], { takenBack, logged_at: at(600) })),
    ])
    assert.deepEqual(sets, [[again, 8]])
  })

  test('a correction also applies to the newer log with the older numbers; a set that no log contains cannot be corrected', async () => {
    const [both, older] = [randomUUID(), randomUUID()]
    const sets = await inEveryOrder([
      ({ complete }) =>
        complete(log([actualSet(both, { reps: 9, logged_at: at(300) }), actualSet(older)], { notes: 'older', logged_at: at(610) })),
      ({ complete }) => complete(log([actualSet(both)], { notes: 'newer', logged_at: at(620) })),
      ({ putSet }) => putSet(older),
    ])
    assert.deepEqual(sets, [[both, 9]])
  })

  test('of a set that two logs contain with the same stamp, the numbers of the later completion count, whatever the operation ids', async () => {
    for (const order of [
      [LOW, HIGH],
      [HIGH, LOW],
    ]) {
      const { complete, read, revisions } = await arranged()
      const setId = randomUUID()
      const finished = (reps: number, seconds: number) => log([actualSet(setId, { reps })], { logged_at: at(seconds) })
      for (const id of order) applied(await complete(id === LOW ? finished(8, 620) : finished(3, 610), id))
      assert.deepEqual(
        (await read()).actualSets.map(({ reps }) => reps),
        [8],
      )
      assert.equal((await revisions()).length, 1)
    }
  })

  test('a replaced log removes its sets also if it was finished before the server stored which log contains a set', async () => {
    const { gym, lifter, complete, read, putSet } = await arranged()
    const [held, beside] = [randomUUID(), randomUUID()]
    applied(await putSet(beside, { setOrder: 1 }))
    applied(await complete(log([actualSet(held)], { notes: 'older', logged_at: at(610) })))
    await gym.db.query('update actual_sets set held_by = null, held_since = null where user_id = $1', [lifter.id])
    const [, backfill] = knownMigrations()
      .find(({ name }) => name === '008_held_by.sql')!
      .sql.split(/(?=update actual_sets)/)
    await gym.db.query(backfill!)
    applied(await complete(log([], { notes: 'newer', logged_at: at(620) })))
    assert.deepEqual(
      (await read()).actualSets.map(({ id }) => id),
      [beside],
    )
  })

  test('a set that changes the standing log without a conflict gives its session a new version', async () => {
    const { complete, read } = await arranged()
    const setId = randomUUID()
    const { version } = applied(await complete(log([actualSet(setId)], { logged_at: at(620) }))).session
    const { outcome, session } = applied(await complete(log([actualSet(setId, { logged_at: at(300) })], { logged_at: at(610) })))
    assert.deepEqual(
      [outcome, session.version, session.revisionCount, session.actualSets.map((set) => set.logged_at)],
      ['applied', version + 1, 0, [at(300)]],
    )
    assert.deepEqual(await read(), session)
  })

  test('a finished session takes a set that arrives later and stays finished', async () => {
    const { putSet, complete } = await arranged()
    applied(await complete(log([])))
    const { session, outcome } = applied(await putSet(randomUUID(), { logged_at: at(800) }))
    assert.deepEqual([outcome, session.status, session.actualSets.length], ['applied', 'completed', 1])
  })

  test('of two logs the newer counts and the other becomes a revision, in any order of arrival', async () => {
    for (const newerFirst of [true, false]) {
      const { complete, read, revisions } = await arranged()
      const setId = randomUUID()
      const older = () => complete(log([actualSet(setId, { reps: 4 })], { notes: 'older', logged_at: at(610) }))
      const newer = () => complete(log([actualSet(setId, { reps: 6, logged_at: at(5) })], { notes: 'newer', logged_at: at(620) }))
      applied(await (newerFirst ? newer() : older()))
      const second = applied(await (newerFirst ? older() : newer()))
      assert.deepEqual(
        [second.outcome, second.conflict?.kept, second.conflict?.otherLoggedAt],
        newerFirst ? ['superseded', 'other', at(620)] : ['applied', 'this', at(610)],
      )
      const session = await read()
      assert.deepEqual([session.notes, session.actualSets.map((set) => set.reps), session.revisionCount], ['newer', [6], 1])
      assert.deepEqual(
        (await revisions()).map(({ kind, payload }) => [kind, payload.notes]),
        [['completion', 'older']],
      )
      assert.deepEqual(second.session, session)
    }
  })

  test('a session with revisions names the operation of the standing log first, then of each revision, with null for a log of the server', async () => {
    const { gym, lifter, sessionId, complete, skip, putSet, read } = await arranged()
    const [skipId, ...ids] = [LOW, HIGH, randomUUID(), randomUUID()] as const
    const whose = async () => (await read()).logOperationIds
    applied(await send(gym.app, lifter, operations.skip(sessionId, { reason: null, logged_at: at(10) }), skipId))
    assert.equal(await whose(), undefined)
    const conflictOf = async (answer: Promise<Answer>) => applied(await answer).conflict?.otherOperationId
    assert.equal(await conflictOf(putSet(randomUUID())), skipId)
    assert.deepEqual(await whose(), [null, skipId])
    const finish = (index: number, seconds: number) => complete(log([], { notes: String(index), logged_at: at(seconds) }), ids[index])
    assert.equal(await conflictOf(finish(0, 620)), undefined)
    assert.equal(await conflictOf(finish(1, 630)), ids[0])
    assert.equal(await conflictOf(finish(2, 625)), ids[1])
    assert.equal(await conflictOf(skip('ill', 700)), ids[1])
    const [standing, ...kept] = (await whose())!
    assert.deepEqual([standing, kept.slice(0, 3), kept.length], [ids[1], [skipId, ids[0], ids[2]], 4])
  })

  test('the same content twice is no conflict', async () => {
    const { complete, revisions } = await arranged()
    const setId = randomUUID()
    applied(await complete(log([actualSet(setId)])))
    const newer = applied(await complete(log([actualSet(setId)], { logged_at: at(700) })))
    const older = applied(await complete(log([actualSet(setId)], { logged_at: at(500) })))
    assert.deepEqual([newer.conflict, older.conflict, older.session.logged_at, await revisions()], [null, null, at(700), []])
  })

  test('a log that the server finished by itself is replaced by an older one of the lifter', async () => {
    const { gym, complete, read, lifter } = await arranged()
    applied(await complete(log([], { notes: 'by the server', logged_at: at(900) })))
    await gym.db.query('update sessions set auto_finalised = true where user_id = $1', [lifter.id])
    assert.equal(applied(await complete(log([], { notes: 'by the lifter' }))).conflict?.kept, 'this')
    assert.equal((await read()).notes, 'by the lifter')
  })

  test('a skip counts until a completion arrives, and then becomes a revision', async () => {
    const { skip, complete, read, revisions } = await arranged()
    const skipped = applied(await skip('travelling', 1000)).session
    assert.deepEqual([skipped.status, skipped.skipReason, skipped.logged_at], ['skipped', 'travelling', at(1000)])
    assert.equal(applied(await complete(log([actualSet(randomUUID())]))).conflict?.kept, 'this')
    assert.deepEqual([(await read()).status, (await read()).skipReason], ['completed', null])
    assert.deepEqual(
      (await revisions()).map(({ kind, payload }) => [kind, payload.reason]),
      [['skip', 'travelling']],
    )
  })

  test('a set logged on another device turns a skip into a session in progress', async () => {
    const { skip, putSet, revisions } = await arranged()
    applied(await skip('tired', 10))
    const { session, conflict } = applied(await putSet(randomUUID(), { logged_at: at(5) }))
    assert.deepEqual([session.status, session.skipReason, session.actualSets.length, conflict?.kept], ['in_progress', null, 1, 'this'])
    assert.deepEqual(
      (await revisions()).map(({ reason }) => reason),
      ['a set was logged'],
    )
  })

  test('a skip of a session with sets is rejected', async () => {
    const { skip, putSet, read } = await arranged()
    applied(await putSet(randomUUID()))
    assert.deepEqual([problem(await skip(null, 1000)).code, (await read()).status], ['session_has_sets', 'in_progress'])
  })

  test('a skip that arrives after the completion becomes a revision and changes nothing else', async () => {
    const { skip, complete, revisions } = await arranged()
    applied(await complete(log([])))
    const { outcome, session, conflict } = applied(await skip('too late', 3000))
    assert.deepEqual([outcome, session.status, session.revisionCount, conflict?.kept], ['superseded', 'completed', 1, 'other'])
    assert.deepEqual(
      (await revisions()).map(({ payload }) => payload.reason),
      ['too late'],
    )
  })

  test('of two skips the newer reason counts and the other becomes a revision', async () => {
    const { skip, read, revisions } = await arranged()
    applied(await skip('newer', 20))
    assert.equal(applied(await skip('older', 10)).outcome, 'superseded')
    assert.equal(applied(await skip('newest', 30)).conflict?.kept, 'this')
    assert.deepEqual([(await read()).skipReason, (await revisions()).map(({ payload }) => payload.reason)], ['newest', ['older', 'newer']])
  })

  test('a wrong clock is corrected by Sent-At, and never a reason to reject', async () => {
    const { complete, read, gym } = await arranged()
    const yearBehind = (ms: number) => new Date(ms - 365 * 86_400_000).toISOString()
    const now = gym.clock.nowMs()
    const times = { startedAt: yearBehind(now - 3_600_000), completedAt: new Date(now - 5000).toISOString() }
    applied(await complete(log([], { ...times, logged_at: yearBehind(now - 5000) }), undefined, { 'sent-at': yearBehind(now) }))
    const { logged_at, startedAt, completedAt } = await read()
    assert.equal(logged_at, new Date(now - 5000).toISOString())
    assert.deepEqual({ startedAt, completedAt }, times, 'each time stays as it was sent: it may be of another clock than logged_at')
    const [kept] = await engine.db.query<{ logged_at_sent: string }>(
      'select logged_at_sent from sessions where version = 2 and logged_at_sent = $1',
      [yearBehind(now - 5000)],
    )
    assert.ok(kept)
  })

  test('statements of one device with a wrong clock count in the order they were made, however long each was in flight', async () => {
    const { gym, lifter, sessionId, read } = await arranged()
    const setId = randomUUID()
    const dayBehind = (ms: number) => new Date(ms - 86_400_000).toISOString()
    const tapMs = gym.clock.nowMs()
    // The ✓ was in flight for nine seconds; its removal, made 300 ms later, for a tenth of a second.
    gym.clock.pass(9_000)
    const put = operations.putSet(sessionId, setId, setBody({ logged_at: dayBehind(tapMs) }))
    applied(await send(gym.app, lifter, put, undefined, { 'sent-at': dayBehind(tapMs) }))
    const taken = operations.deleteSet(sessionId, setId, { logged_at: dayBehind(tapMs + 300) })
    const sentAt = dayBehind(gym.clock.nowMs() - 100)
    assert.equal(applied(await send(gym.app, lifter, taken, undefined, { 'sent-at': sentAt })).outcome, 'applied')
    assert.deepEqual((await read()).actualSets, [])
    // It arrives again under another id, after the phone gave the first request up. It was still made first.
    gym.clock.pass(60_000)
    assert.equal(applied(await send(gym.app, lifter, put, undefined, { 'sent-at': dayBehind(tapMs) })).outcome, 'superseded')
    assert.deepEqual((await read()).actualSets, [])
  })

  test('a set that a completion contains is a statement too: its older PUT, which arrives late, does not replace it (simulator, seed 103550)', async () => {
    const { gym, lifter, sessionId, complete, read } = await arranged()
    const setId = randomUUID()
    const tapMs = gym.clock.nowMs()
    const stamp = (ms: number) => new Date(tapMs + ms).toISOString()
    gym.clock.pass(75_000)
    // The correction never arrived by itself: the completion contains it.
    applied(await complete(log([actualSet(setId, { reps: 10, logged_at: stamp(4_000) })], { logged_at: stamp(75_000) })))
    gym.clock.pass(12_000)
    const held = operations.putSet(sessionId, setId, setBody({ reps: 11, logged_at: stamp(0) }))
    assert.equal(applied(await send(gym.app, lifter, held, undefined, { 'sent-at': stamp(0) })).outcome, 'superseded')
    assert.equal((await read()).actualSets[0]?.reps, 10)
  })

  test('a completion with a wrong clock does not make a set of another device newer (simulator, seed 121556)', async () => {
    const { gym, lifter, sessionId, putSet, read } = await arranged()
    const other = { ...lifter, token: (await signInAgain(gym, lifter)).accessToken }
    const setId = randomUUID()
    const now = () => gym.clock.nowMs()
    const stamp = (ms: number) => new Date(ms).toISOString()
    const heardAt = stamp(now())
    applied(await putSet(setId, { reps: 5, logged_at: heardAt }))
    gym.clock.pass(300_000)
    applied(await putSet(setId, { reps: 6, logged_at: stamp(now()) }))
    gym.clock.pass(500_000)
    // Its clock is ten minutes behind, and it does not know the correction.
    const behind = stamp(now() - 600_000)
    const finish = operations.complete(sessionId, log([actualSet(setId, { reps: 5, logged_at: heardAt })], { logged_at: behind }))
    applied(await send(gym.app, other, finish, undefined, { 'sent-at': behind }))
    assert.deepEqual(
      (await read()).actualSets.map(({ reps }) => reps),
      [6],
    )
  })

  test('statements of another device, which is another sign-in, are not moved', async () => {
    const { gym, lifter, sessionId, read } = await arranged()
    const other = { ...lifter, token: (await signInAgain(gym, lifter)).accessToken }
    const setId = randomUUID()
    const now = gym.clock.nowMs()
    const said = (ms: number, reps: number) => operations.putSet(sessionId, setId, setBody({ reps, logged_at: new Date(ms).toISOString() }))
    const behind = { 'sent-at': new Date(now - 3_600_000).toISOString() }
    applied(await send(gym.app, lifter, said(now - 3_600_000 - 5_000, 1), undefined, behind))
    assert.equal(applied(await send(gym.app, other, said(now - 10_000, 2))).outcome, 'superseded')
    assert.equal(applied(await send(gym.app, other, said(now - 1_000, 3))).outcome, 'applied')
    assert.equal((await read()).actualSets[0]?.reps, 3)
  })

  test('a clock that runs ahead does not win against all later statements', async () => {
    const { putSet, read, gym } = await arranged()
    const setId = randomUUID()
    applied(await putSet(setId, { reps: 1, logged_at: '9999-12-31T23:59:59-14:00', completedAt: '9999-12-31T23:59:59-14:00' }))
    gym.clock.pass(1000)
    applied(await putSet(setId, { reps: 2, logged_at: new Date(gym.clock.nowMs()).toISOString(), completedAt: '0000-01-01T00:00:00Z' }))
    assert.deepEqual(
      (await read()).actualSets.map((set) => set.reps),
      [2],
    )
  })

  test('the time a request is in flight does not count as a wrong clock', async () => {
    const { complete, read, gym } = await arranged()
    const sentAt = new Date(gym.clock.nowMs() - 14_000).toISOString()
    applied(await complete(log([]), undefined, { 'sent-at': sentAt }))
    assert.equal((await read()).logged_at, at(600))
  })

  test('a set that one completion contains twice counts once, in its newer version', async () => {
    const { complete } = await arranged()
    const id = randomUUID()
    const sets = [actualSet(id, { reps: 7, logged_at: at(9) }), actualSet(id.toUpperCase(), { reps: 3, logged_at: at(2) })]
    assert.deepEqual(
      applied(await complete(log(sets))).session.actualSets.map((set) => [set.id, set.reps]),
      [[id, 7]],
    )
  })
})
