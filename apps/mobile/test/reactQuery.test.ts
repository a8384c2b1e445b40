import assert from 'node:assert/strict'
import { afterEach, mock, test } from 'node:test'
import { onlineManager, QueryObserver } from '@tanstack/react-query'
import { aroundEnding, ended, Refused, type Ended } from '../sync/engine/ending.ts'
import { knownOf } from '../sync/engine/known.ts'
import { finishSession, skipSession } from '../sync/engine/finishSession.ts'
import { overlay } from '../sync/session/overlay.ts'
import { programmeKey, type Programme } from '../sync/server/programme.ts'
import { cached, drained, heavy, launch, relaunch, training, type App } from './app.ts'
import { device, until } from './device.ts'
import { newSession } from './server.ts'

afterEach(() => mock.timers.reset())

/** Watches one session through a real query observer, with the `select` of the screens, and records every value. */
function watched(app: App, sessionId: string) {
  const options = () => ({
    queryKey: programmeKey(app.engine.account.id),
    queryFn: () => app.engine.pull(),
    select: (programme: Programme) => overlay(programme.sessions[sessionId]!, knownOf(app.engine, sessionId)),
    retry: false,
  })
  const observer = new QueryObserver(app.engine.queries, options())
  const values: string[] = []
  const note = (): void => {
    const { data } = observer.getCurrentResult()
    if (data) values.push(`${data.status} ${data.sync} ${data.actualSets.length}`)
  }
  // As `useKnown` does: a new select when what this device knows has changed, once for all changes of one record.
  let isDue = false
  const draw = (): void => {
    if (isDue) return
    isDue = true
    queueMicrotask(() => {
      isDue = false
      observer.setOptions(options())
    })
  }
  const stops = [observer.subscribe(note), app.engine.outbox.subscribe(draw), app.engine.logs.subscribe(draw)]
  note()
  return {
    /** Everything that was shown, without repetitions. */
    values: () => values.filter((value, index) => value !== values[index - 1]),
    refetch: () => observer.refetch().then(() => undefined),
    stop: () => stops.forEach((stop) => stop()),
  }
}

/** As the hooks do: runs the app's mutation on the real client, without a screen. */
function mutated(app: App, mutationFn: () => Promise<Ended>): Promise<Ended> {
  const { queries } = app.engine
  return queries
    .getMutationCache()
    .build<Ended, Error, void, void>(queries, { ...aroundEnding(app.engine), mutationFn })
    .execute()
}

/** Timers advance one millisecond with each turn of this process, until `start` has ended. So a slow machine does not delay a verdict. */
async function byTurns<T>(start: () => Promise<T>): Promise<T> {
  mock.timers.enable({ apis: ['setTimeout'] })
  // What it started gets some turns too.
  let turnsLeft = Infinity
  const answer = start().finally(() => (turnsLeft = 100))
  answer.catch(() => 'heard below')
  for (; turnsLeft > 0; turnsLeft--) {
    mock.timers.tick(1)
    await new Promise((resolve) => setImmediate(resolve))
  }
  mock.timers.reset()
  return answer
}
const completed = (app: App, sessionId: string) =>
  mutated(app, () => ended(app.engine, (whenSaved) => finishSession(app.engine, sessionId, whenSaved)))
const skipped = (app: App, sessionId: string) =>
  mutated(app, () => ended(app.engine, (whenSaved) => skipSession(app.engine, sessionId, null, whenSaved)))

test('started without a network, the programme is read from disk, whatever React Query thinks of the network', async () => {
  const { on, app } = await training('offline')
  await cached(app, on)
  const asked = on.requests
  onlineManager.setOnline(false)
  try {
    const after = await relaunch(app, on)
    assert.deepEqual(Object.keys(after.programme()?.sessions ?? {}), [on.session.id])
    const seen = watched(after, on.session.id)
    assert.deepEqual(seen.values(), ['in_progress server 0'])
    seen.stop()
    assert.ok(on.requests >= asked)
  } finally {
    onlineManager.setOnline(true)
  }
})

test('a finish is shown before any answer, and resolves with queued when there is none', async () => {
  const { on, app, first } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  const seen = watched(app, on.session.id)
  const answer = byTurns(() => completed(app, on.session.id))
  await until(() => seen.values().at(-1) === 'completed waiting 1', 'it is shown')
  assert.deepEqual(await answer, { state: 'queued' })
  assert.deepEqual(seen.values(), ['in_progress waiting 1', 'completed waiting 1'])
  seen.stop()
})

test('a finish with a verdict resolves with applied, and the view changes only from waiting to the server’s copy', async () => {
  const { on, app, first } = await training('fine')
  app.session.getState().completeSet(first, heavy(5))
  await drained(app)
  const seen = watched(app, on.session.id)
  assert.deepEqual(await byTurns(() => completed(app, on.session.id)), { state: 'applied' })
  assert.deepEqual(seen.values(), ['in_progress server 1', 'completed waiting 1', 'completed server 1'])
  seen.stop()
})

test('a skip is shown at once and stays through its verdict', async () => {
  const { on, app } = await training('fine')
  app.session.getState().reset()
  const other = { ...newSession(), version: 5 }
  on.session = other
  await app.engine.pull()
  const seen = watched(app, other.id)
  assert.deepEqual(await byTurns(() => skipped(app, other.id)), { state: 'applied' })
  assert.deepEqual(seen.values(), ['planned server 0', 'skipped waiting 0', 'skipped server 0'])
  seen.stop()
})

test('refetches while a finish waits do not flicker: every value of the select is the finished one', async () => {
  const { on, app, first } = await training('fine')
  app.session.getState().completeSet(first, heavy(5))
  await drained(app)
  on.weather = 'offline'
  void completed(app, on.session.id)
  await until(() => app.sync.getState().waiting.length === 1, 'it waits')
  const seen = watched(app, on.session.id)
  for (let round = 0; round < 5; round++) {
    await seen.refetch()
    // The server sends the session again, still in progress in its copy: the weather holds the operation back.
    on.weather = 'fine'
    on.session = { ...on.session, version: on.session.version + 1 }
    await app.engine.queries.fetchQuery({ queryKey: programmeKey(app.engine.account.id), queryFn: () => app.engine.pull(), staleTime: 0 })
    on.weather = 'offline'
  }
  assert.deepEqual(seen.values(), ['completed waiting 1'])
  seen.stop()
})

test('a rejected finish rejects the mutation, rolls the view back, keeps the log, and pulls again', async () => {
  const { on, app, first } = await training('fine')
  app.session.getState().completeSet(first, heavy(5))
  await drained(app)
  const seen = watched(app, on.session.id)
  on.weather = 'refuses'
  const requests = on.requests
  await assert.rejects(
    byTurns(() => completed(app, on.session.id)),
    (error: unknown) => error instanceof Refused && error.refusal.code === 'validation_failed',
  )
  assert.deepEqual(seen.values(), ['in_progress server 1', 'completed waiting 1', 'in_progress attention 1'])
  assert.ok(on.requests > requests + 1, 'the completion, and then the programme')
  assert.ok(app.session.getState().actualSets[first])
  seen.stop()
})

test('a rejection that arrives after a restart rolls back and pulls again in the same way', async () => {
  const { on, app, first } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  await byTurns(() => completed(app, on.session.id))
  on.weather = 'refuses'
  app.device.kill()
  let pulls = 0
  const counted: typeof fetch = (input, init) => {
    if ((input as string).includes('/v1/sync')) pulls++
    return on.fetch(input, init)
  }
  const after = await launch(device({ fetch: counted, from: app.device }))
  const seen = watched(after, on.session.id)
  await until(() => after.sync.getState().attention.length === 1, 'the refusal arrives')
  await until(() => pulls > 0, 'the server is asked again')
  assert.equal(seen.values().at(-1), 'in_progress attention 1')
  assert.equal(seen.values().filter((value) => value.startsWith('planned')).length, 0)
  seen.stop()
})

test('after a rejected finish the app pulls again even if no screen shows the programme', async () => {
  const { on, app, first } = await training('fine')
  app.session.getState().completeSet(first, heavy(5))
  await drained(app)
  await app.engine.queries.fetchQuery({ queryKey: programmeKey(app.engine.account.id), queryFn: () => app.engine.pull(), staleTime: 0 })
  on.weather = 'refuses'
  const { requests } = on
  await assert.rejects(
    byTurns(() => completed(app, on.session.id)),
    Refused,
  )
  assert.equal(on.requests, requests + 2, 'the completion, and then the programme')
})
