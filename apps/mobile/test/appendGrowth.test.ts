import assert from 'node:assert/strict'
import { test } from 'node:test'
import { finishSession } from '../sync/engine/finishSession.ts'
import { importedSession } from '../sync/import/importedSession.ts'
import { writeImport } from '../sync/import/writeImport.ts'
import { laneOf } from '../sync/session/operations.ts'
import { heavy, launch, training, type App } from './app.ts'
import { device, until } from './device.ts'
import { newSession, server } from './server.ts'

/** Imported workouts: they wait to be sent like everything else. */
const importWorkouts = (app: App, count: number) =>
  writeImport(
    app.engine,
    Array.from({ length: count }, (_, n) =>
      importedSession({
        title: `Workout ${n}`,
        local: new Date(Date.UTC(2016, 0, 1 + n)).toISOString().slice(0, 19),
        day: new Date(Date.UTC(2016, 0, 1 + n)).toISOString().slice(0, 10),
        startedAt: new Date(Date.UTC(2016, 0, 1 + n, 18)).toISOString(),
        endedAt: new Date(Date.UTC(2016, 0, 1 + n, 19)).toISOString(),
        notes: '',
        sessionRpe: null,
        sets: [{ exercise: 'Squat', setType: 'working', weight: { value: 100, unit: 'kg' }, reps: 5, rpe: null }],
      }),
    ),
    { progress: () => undefined, isCancelled: () => false, pause: () => Promise.resolve() },
  )

/** Workouts finished on this device. */
function finishWorkouts({ engine }: App, count: number): void {
  for (let n = 0; n < count; n++) {
    const session = newSession()
    const startedAt = engine.deviceClock.now()
    engine.record({ kind: 'sessionStarted', sessionId: session.id, session, startedAt }, null)
    finishSession(engine, session.id, () => undefined)
  }
}

/** The list, with a call of `looked` for each read of an element. */
function watched<T>(list: readonly T[], looked: () => void): readonly T[] {
  return new Proxy(list, {
    get(target, name) {
      if (typeof name === 'string' && /^\d+$/.test(name)) looked()
      return Reflect.get(target, name) as unknown
    },
  })
}

/** Calls `looked` from now on for each read of a waiting operation. */
function watchOutbox({ outbox }: App['engine'], looked: () => void): void {
  const { snapshot } = outbox
  const seen = new WeakMap<object, ReturnType<typeof snapshot>>()
  outbox.snapshot = () => {
    const now = snapshot()
    const shown = seen.get(now) ?? { ...now, waiting: watched(now.waiting, looked) }
    seen.set(now, shown)
    return shown
  }
}

/** The cost of one ✓ on a device on which `count` finished sessions wait, half of them imported. */
async function costOfOneSet(count: number) {
  const on = server()
  const phone = device({ fetch: on.fetch })
  const cost = { indexCalls: 0, indexUnits: 0, cacheWrites: 0, operationsLookedAt: 0, outboxAsked: 0, activityAsked: 0, notified: 0 }
  const { index, cache } = phone.platform
  phone.platform.index = {
    keys: () => (cost.indexCalls++, index.keys()),
    read: (key) => (cost.indexCalls++, index.read(key)),
    write: (key, text) => (cost.indexCalls++, (cost.indexUnits += text.length), index.write(key, text)),
    remove: (key) => (cost.indexCalls++, index.remove(key)),
  }
  phone.platform.cache = { ...cache, write: (key, text) => (cost.cacheWrites++, cache.write(key, text)) }
  const app = await launch(phone)
  const { outbox, activity } = app.engine
  await app.engine.pull()
  on.weather = 'offline'
  await importWorkouts(app, count / 2)
  finishWorkouts(app, count / 2)
  app.session.getState().startSession(on.session)
  const [first, second] = app.session.getState().plannedSets
  // The first ✓ of a session calls the system a few times, once.
  app.session.getState().completeSet(first!.id, heavy(5))
  await until(() => !app.sync.getState().sending, 'nobody answers')
  assert.equal(outbox.snapshot().waiting.length, count + 1)

  const { stateOf, waitsIn } = outbox
  watchOutbox(app.engine, () => cost.operationsLookedAt++)
  outbox.stateOf = (slot, lane) => (cost.outboxAsked++, stateOf(slot, lane))
  outbox.waitsIn = (lane) => (cost.outboxAsked++, waitsIn(lane))
  const { toldOf } = activity
  activity.toldOf = (sessionId) => (cost.activityAsked++, toldOf(sessionId))
  app.sync.subscribe(() => cost.notified++)
  for (const name of Object.keys(cost) as (keyof typeof cost)[]) cost[name] = 0
  const { appends, units } = phone.counted
  app.session.getState().completeSet(second!.id, heavy(5))
  const appended = phone.counted.appends - appends
  // A record contains its own number, on both replicas.
  const digits = String(phone.counted.appends / 2).length
  const journal = { appends: appended, units: phone.counted.units - units - appended * digits }
  await until(() => !app.sync.getState().sending, 'nobody answers')
  assert.equal(outbox.waitsIn(laneOf(on.session.id)), true)
  return { ...cost, journal }
}

test('one ✓ costs the same with 10 and with 1 000 finished sessions waiting: journal, index, cache, and reads of the outbox', async () => {
  const few = await costOfOneSet(10)
  assert.ok(few.journal.units > 0 && few.notified > 0, 'something was counted')
  assert.deepEqual(await costOfOneSet(1_000), few)
})

test('the index holds only workouts that were finished in this app: a decade of imported ones would not fit', async () => {
  const { app, on } = await training('offline')
  await importWorkouts(app, 20)
  const pending = () => [...app.device.index.keys()].filter((key) => key.startsWith('pending_session_completion_'))
  assert.deepEqual(pending(), [])
  app.session.getState().finish()
  assert.deepEqual(pending(), [`pending_session_completion_${on.session.id}`])
  app.device.index.set('pending_session_completion_gone', '{}')
  app.device.kill()
  const again = await launch(device({ fetch: on.fetch, from: app.device }))
  assert.deepEqual(pending(), [`pending_session_completion_${on.session.id}`], 'set right at start')
  on.weather = 'fine'
  again.engine.syncNow()
  await until(() => again.sync.getState().waiting.length === 0, 'everything is sent')
  assert.deepEqual(pending(), [])
})

test('a compaction reads only the lane of each finished workout, not everything that waits', async () => {
  const { app } = await training('offline')
  await importWorkouts(app, 20)
  let lookedAt = 0
  watchOutbox(app.engine, () => lookedAt++)
  app.engine.compact()
  assert.equal(lookedAt, 0)
  assert.equal(app.engine.outbox.snapshot().waiting[0]?.method, 'POST')
  assert.equal(lookedAt, 1, 'looking is counted')
})

test('what is known of a session’s conflicts is the same value until something of that session changes', async () => {
  const { app, on, first, second } = await training('offline')
  finishWorkouts(app, 1)
  app.session.getState().startSession(on.session)
  const { activity } = app.engine
  const other = Object.keys(app.engine.logs.current().logs).find((id) => id !== on.session.id)!
  app.session.getState().completeSet(first, heavy(5))
  const [own, others, state] = [activity.toldOf(on.session.id), activity.toldOf(other), activity.current()]
  assert.equal(activity.current(), state)
  assert.equal(own?.knownIds.size, 1)
  app.session.getState().completeSet(second, heavy(5))
  assert.notEqual(activity.current(), state)
  assert.equal(activity.toldOf(other), others)
  assert.deepEqual([own.knownIds.size, activity.toldOf(on.session.id)?.knownIds.size], [1, 2], 'what was handed out stays as it was')
})
