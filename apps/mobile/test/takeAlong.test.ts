import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bringIn, finishedWorkouts, forgetTakenAlong, keepForNext } from '../sync/account/takeAlong.ts'
import { unplannedSession } from '../sync/session/unplannedSession.ts'
import { bareEngine, begunIn } from './bareEngine.ts'
import { minute, setOf } from './logParts.ts'
import type { Session } from '@holdfast/contract'
import { newSession } from './server.ts'
import { accountsServer, emailOf } from './accountsServer.ts'
import { device, until } from './device.ts'
import { start, train } from './lifters.ts'

/** Alex, whose server was set up anew. It lost the account, which had one workout there and another that waits. */
async function lostAlex() {
  const on = accountsServer('Alex', 'Zoe')
  const phone = start(device({ fetch: (input, init) => on.fetch(input, init) }))
  await phone.signIn('Alex')
  train(phone, on, 'Alex', 5, true)
  await phone.sent()
  on.of('Alex').server.weather = 'captivePortal'
  let waits = ''
  phone
    .ready()
    .session.getState()
    .startUnplanned('Waits', '2026-11-24', (_saved, id) => (waits = id))
  phone.ready().session.getState().addExercise({ exerciseId: '7c7fd9a6-5a93-4a3c-9c9e-6f3f5f6c1a01', name: 'Farmer’s walk' })
  const set = phone.ready().session.getState().addedSets[0]!
  phone
    .ready()
    .session.getState()
    .completeSet(set.id, { weight: { value: 32, unit: 'kg' }, reps: 40, rpe: null })
  phone.ready().session.getState().finish()
  const sent = on.of('Alex').server.session.id
  on.loseAccount('Alex')
  await assert.rejects(phone.ready().engine.pull(), /Sign in again/)
  return { on, phone, waits, sent }
}

test('the server lost the account: a new one takes all finished workouts along, sent or waiting, when the lifter says so', async () => {
  const { on, phone, waits, sent } = await lostAlex()
  const before = phone.ready().engine.logs.current().logs
  phone.account.getState().register('Alex Again', emailOf('Alex Again'), 'long enough', { takeAlong: true })
  await until(() => phone.name() === 'Alex Again', 'the new account is open')
  await until(() => on.of('Alex Again').server.effects.length === 2, 'both are sent')
  assert.deepEqual(
    on.of('Alex Again').server.effects.sort(),
    [`POST /v1/sessions/${sent}/complete`, `POST /v1/sessions/${waits}/complete`].sort(),
  )
  await phone.sent()
  const { logs } = phone.ready().engine.logs.current()
  assert.deepEqual(Object.keys(logs).sort(), [sent, waits].sort())
  assert.deepEqual(
    Object.values(logs[waits]!.actualSets).map(({ exerciseName, reps }) => [exerciseName, reps]),
    [['Farmer’s walk', 40]],
  )
  assert.deepEqual(
    Object.values(logs[sent]!.actualSets).map(({ exerciseName, reps }) => [exerciseName, reps]),
    [['Squat', 5]],
  )
  assert.equal(logs[sent]!.notes, 'notes of Alex')
  for (const id of [sent, waits]) {
    const [was, now] = [before[id]!, logs[id]!]
    assert.deepEqual(
      [now.session.title, now.startedAt, now.ended],
      [was.session.title, was.startedAt, was.ended],
      'nothing is another than before',
    )
  }
  assert.deepEqual(phone.account.getState().unsentHere, [])
  assert.ok([...phone.device.texts.keys()].every((key) => !key.startsWith('taken_along')))
})

test('without that choice nothing of it is sent, and the lifter is told what waits for the old account', async () => {
  const { on, phone } = await lostAlex()
  phone.account.getState().register('Alex Again', emailOf('Alex Again'), 'long enough')
  await until(() => phone.name() === 'Alex Again', 'the new account is open')
  await phone.ready().engine.pull()
  assert.deepEqual([on.of('Alex Again').server.effects, phone.ready().engine.logs.current().logs], [[], {}])
  assert.deepEqual(phone.account.getState().unsentHere, [{ name: 'Alex', changes: 1 }])
})

test('another account that signs in instead takes nothing along', async () => {
  const { on, phone } = await lostAlex()
  await phone.signIn('Zoe')
  assert.deepEqual([on.of('Zoe').server.effects, phone.ready().engine.logs.current().logs], [[], {}])
})

test('a refused registration changes nothing', async () => {
  const { phone } = await lostAlex()
  phone.account.getState().register('Alex', 'zoe@example.com', 'long enough', { takeAlong: true })
  await until(() => phone.account.getState().problem !== null, 'it is refused')
  assert.deepEqual([phone.name(), phone.ready().sync.getState().waiting.length], ['Alex', 1])
})

test('the phone dies after some of them: the next start continues, and none is there twice', async () => {
  const { on, phone, waits, sent } = await lostAlex()
  const { cache } = phone.device.platform
  const write = cache.write.bind(cache)
  let isKept: () => void = () => {}
  const kept = new Promise<void>((resolve) => (isKept = resolve))
  // Dies when the workouts are stored for the new account, before anything else is written.
  cache.write = async (key, text) => {
    await write(key, text)
    if (!key.startsWith('taken_along')) return
    isKept()
    await new Promise(() => {})
  }
  phone.account.getState().register('Alex Again', emailOf('Alex Again'), 'long enough', { takeAlong: true })
  await kept
  phone.device.kill()
  const again = start(device({ fetch: on.fetch, from: phone.device }))
  await again.isAt('ready')
  assert.equal(again.name(), 'Alex', 'the old account is still open here, with all it holds')
  await again.signIn('Alex Again')
  await until(() => on.of('Alex Again').server.effects.length === 2, 'both are sent')
  await again.sent()
  assert.deepEqual(Object.keys(again.ready().engine.logs.current().logs).sort(), [sent, waits].sort())
  again.device.kill()
  const third = start(device({ fetch: on.fetch, from: again.device }))
  await third.isAt('ready')
  await third.ready().engine.pull()
  assert.equal(on.of('Alex Again').server.effects.length, 2)
})

test('the phone dies when all are written, before the copy is deleted: they are not sent again', async () => {
  const { on, phone } = await lostAlex()
  phone.device.platform.cache.remove = () => new Promise(() => {})
  phone.account.getState().register('Alex Again', emailOf('Alex Again'), 'long enough', { takeAlong: true })
  await until(() => phone.name() === 'Alex Again', 'the new account is open')
  const { effects } = on.of('Alex Again').server
  await until(() => effects.length === 2, 'both are sent')
  await phone.sent()
  phone.device.kill()
  const again = start(device({ fetch: on.fetch, from: phone.device }))
  await again.isAt('ready')
  await until(() => ![...again.device.texts.keys()].some((key) => key.startsWith('taken_along')), 'the copy is discarded')
  await again.sent()
  assert.equal(effects.length, 2)
})

test('no space to store them: the form shows it, and the old account stays open', async () => {
  const { phone } = await lostAlex()
  const { cache } = phone.device.platform
  const write = cache.write.bind(cache)
  cache.write = (key, text) => (key.startsWith('taken_along') ? Promise.reject(new Error('QuotaExceededError')) : write(key, text))
  phone.account.getState().register('Alex Again', emailOf('Alex Again'), 'long enough', { takeAlong: true })
  await until(() => phone.account.getState().problem !== null, 'it says so')
  assert.match(phone.account.getState().problem!, /no room/)
  assert.equal(phone.name(), 'Alex')
})

/** A phone on which these sessions are known, without an app around. */
function knowing(...sessions: Session[]) {
  const bare = bareEngine()
  for (const session of sessions) bare.told(session)
  return bare
}
const over = (more: Partial<Session> = {}): Session => ({
  ...newSession(),
  status: 'completed',
  startedAt: minute(0),
  completedAt: minute(50),
  logged_at: minute(51),
  notes: 'good',
  sessionRpe: 8,
  ...more,
})

test('what comes along is every finished workout as one of its own: with its words and times, and its sets by name, without a plan', () => {
  const session = over()
  const [squat, bench] = session.plan
  const set = (of: typeof squat, more: object = {}) => setOf(of!.sets[0]!.id, { exerciseId: of!.exerciseId, ...more })
  const unknown = setOf(newSession().id, { exerciseId: newSession().id })
  const actualSets = [set(squat), set(bench, { exerciseName: 'Press' }), unknown]
  const { engine } = knowing(
    { ...session, actualSets },
    over({ status: 'skipped' }),
    over({ startedAt: null }),
    over({ completedAt: null }),
    newSession(),
  )
  const all = finishedWorkouts(engine)
  const named = [
    { ...actualSets[0]!, plannedSetId: null, exerciseName: 'Squat' },
    { ...actualSets[1]!, plannedSetId: null },
    { ...unknown, plannedSetId: null },
  ]
  const { id, title, scheduledOn } = session
  const words = { status: 'completed', startedAt: minute(0), completedAt: minute(50), logged_at: minute(51), notes: 'good', sessionRpe: 8 }
  assert.deepEqual(all, [{ ...unplannedSession(id, title, scheduledOn), ...words, actualSets: named }])
})

test('it comes along with the stamp of this device’s finish, else of the server’s, else of its end', () => {
  const stamp = (more: Partial<Session>, isFinished = false) => {
    const bare = knowing()
    const session = over({ ...more, version: 2 })
    if (isFinished) begunIn(bare, { ...session, status: 'planned', completedAt: null, version: 1 }).finish(70)
    bare.told(session)
    return finishedWorkouts(bare.engine)[0]?.logged_at
  }
  assert.deepEqual([stamp({}, true), stamp({}), stamp({ logged_at: null })], [minute(71), minute(51), minute(50)])
})

test('what is kept for an account is written to its journal once, and let go of when all is there', async () => {
  const texts = new Map<string, string>()
  const store = {
    read: (key: string) => Promise.resolve(texts.get(key) ?? null),
    write: async (key: string, text: string) => void texts.set(key, text),
    remove: async (key: string) => void texts.delete(key),
  }
  await keepForNext(store, 'account', [])
  assert.equal(texts.size, 0)
  let isFull = false
  const bare = bareEngine({ fault: () => (isFull ? 'full' : null) })
  await bringIn(store, bare.engine)
  assert.equal(bare.journal.records.length, 0)
  const workouts = [over(), over()].map(({ plan: _plan, ...session }) => ({ ...session, plan: [] }))
  await keepForNext(store, 'account', workouts)
  assert.deepEqual([...texts.keys()], ['taken_along_account'])
  isFull = true
  await bringIn(store, bare.engine)
  assert.deepEqual([bare.journal.records.length, texts.size], [0, 1], 'storage that is full is asked again')
  isFull = false
  bare.write({ kind: 'workoutImported', sessionId: workouts[0]!.id, session: workouts[0] })
  await bringIn(store, bare.engine)
  assert.deepEqual([bare.journal.records.length, texts.size], [2, 0], 'one that is here already is not written again')
  await keepForNext(store, 'account', workouts)
  await forgetTakenAlong(store, 'account')
  assert.equal(texts.size, 0)
})
