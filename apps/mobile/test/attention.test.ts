import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CompleteBody, PutSetBody } from '@holdfast/contract'
import { DISCARDED_MS, SENT_MAX } from '../sync/engine/activity.ts'
import { cached, drained, heavy, relaunch, training, type App } from './app.ts'
import { quiet, until } from './device.ts'
import { newSession } from './server.ts'

const refused = (app: App): Promise<void> => until(() => app.sync.getState().attention.length > 0, 'the refusal is surfaced')

test('a set logged again with other numbers releases the rejected one, under an id of its own', async () => {
  const { on, app, first } = await training('refuses')
  app.session.getState().completeSet(first, heavy(999))
  await refused(app)
  const { id } = app.sync.getState().attention[0]!.operation
  on.weather = 'fine'
  app.session.getState().updateSet(first, heavy(5))
  assert.deepEqual(app.sync.getState().attention, [])
  assert.notEqual(app.sync.getState().waiting[0]?.id, id)
  app.sync.getState().syncNow()
  await drained(app)
  assert.deepEqual(
    on.session.actualSets.map(({ reps }) => reps),
    [5],
  )
  assert.deepEqual(app.sync.getState().discarded, [], 'what was put right is not listed as discarded')
})

test('a rejected workout that is finished again releases its rejection and those of its sets', async () => {
  const { on, app, first, second } = await training('refuses')
  app.session.getState().completeSet(first, heavy(999))
  await refused(app)
  app.session.getState().completeSet(second, heavy(4))
  app.session.getState().finish()
  await until(
    () => app.sync.getState().attention.some(({ operation }) => operation.endpoint.endsWith('/complete')),
    'the finish is refused',
  )
  assert.equal(app.sync.getState().attention.length, 1, 'the finish carries the set that was refused before')
  on.weather = 'fine'
  app.session.getState().updateSet(first, heavy(5))
  app.session.getState().finish()
  assert.deepEqual(app.sync.getState().attention, [])
  await drained(app)
  assert.deepEqual(
    on.session.actualSets.map(({ reps }) => reps),
    [5, 4],
  )
})

test('the app dies between the new numbers and the release of the rejected operation: the next launch releases it', async () => {
  let dies = false
  const { on, app, first } = await training('refuses', () => (dies ? 'killedBefore' : null))
  app.session.getState().completeSet(first, heavy(999))
  await refused(app)
  on.weather = 'offline'
  // The record after the set would be the release.
  const stop = app.session.subscribe(() => (dies = true))
  app.session.getState().updateSet(first, heavy(5))
  stop()
  const after = await relaunch(app, on)
  assert.deepEqual(after.sync.getState().attention, [])
  assert.deepEqual(
    after.sync.getState().waiting.map(({ body }) => (body as PutSetBody).reps),
    [5],
  )
})

test('a rejected workout is sent again with its current log, and takes back no later set', async () => {
  const { on, app, first } = await training('refuses')
  app.session.getState().completeSet(first, heavy(3))
  app.session.getState().finish()
  await refused(app)
  on.weather = 'offline'
  app.session.getState().updateSet(first, heavy(8))
  assert.equal(app.sync.getState().attention.length, 1, 'one set is not the whole workout')
  on.weather = 'fine'
  app.sync.getState().retry(app.sync.getState().attention[0]!.operation.id)
  await drained(app)
  assert.deepEqual([on.session.status, on.session.actualSets.map(({ reps }) => reps)], ['completed', [8]])
})

test('a rejected workout without changes is sent again unchanged', async () => {
  const { on, app, first } = await training('refuses')
  app.session.getState().completeSet(first, heavy(3))
  app.session.getState().finish()
  await refused(app)
  const { id, body } = app.sync.getState().attention[0]!.operation
  on.weather = 'offline'
  app.sync.getState().retry(id)
  assert.deepEqual(app.sync.getState().waiting[0]!.body, body)
})

test('a discarded change is listed for 30 days, also after a restart, and restoring sends it under a new id', async () => {
  const { on, app, first } = await training('refuses')
  app.session.getState().completeSet(first, heavy(5))
  await refused(app)
  const { id } = app.sync.getState().attention[0]!.operation
  app.sync.getState().discard(id)
  assert.deepEqual(app.sync.getState().attention, [])
  assert.equal(app.sync.getState().markOf(on.session.id, first), 'device', 'what was lifted stays')
  on.weather = 'fine'
  const after = await relaunch(app, on)
  assert.deepEqual(
    after.sync.getState().discarded.map(({ operation, restorable }) => [operation.id, restorable]),
    [[id, true]],
  )
  after.sync.getState().restore(id)
  await drained(after)
  assert.deepEqual([on.effects.length, after.sync.getState().discarded], [1, []])
  assert.equal(after.sync.getState().markOf(on.session.id, first), 'server')
})

test('a discarded change leaves the list after 30 days', async () => {
  const { app, first } = await training('refuses')
  app.session.getState().completeSet(first, heavy(5))
  await refused(app)
  app.sync.getState().discard(app.sync.getState().attention[0]!.operation.id)
  app.device.clock.advance(DISCARDED_MS - 1_000)
  app.session.getState().setSessionRpe(8)
  assert.equal(app.sync.getState().discarded.length, 1)
  app.device.clock.advance(2_000)
  const after = await relaunch(app, { fetch: async () => new Response() } as never)
  assert.deepEqual(after.sync.getState().discarded, [])
})

test('a discarded change that something newer replaced cannot be restored over it', async () => {
  const { on, app, first } = await training('refuses')
  app.session.getState().completeSet(first, heavy(5))
  await refused(app)
  const { id } = app.sync.getState().attention[0]!.operation
  app.sync.getState().discard(id)
  on.weather = 'offline'
  app.session.getState().updateSet(first, heavy(6))
  assert.deepEqual(
    app.sync.getState().discarded.map(({ restorable }) => restorable),
    [false],
  )
  assert.throws(() => app.sync.getState().restore(id), /something newer/)
  assert.deepEqual(
    app.sync.getState().waiting.map(({ body }) => (body as PutSetBody).reps),
    [6],
  )
})

test('a restored workout takes back nothing that was logged since', async () => {
  const { on, app, first, second } = await training('refuses')
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().finish()
  await refused(app)
  const { id } = app.sync.getState().attention[0]!.operation
  app.sync.getState().discard(id)
  on.weather = 'offline'
  app.session.getState().completeSet(second, heavy(7))
  app.sync.getState().restore(id)
  assert.deepEqual(
    app.sync
      .getState()
      .waiting.map(({ method, endpoint }) => `${method} ${endpoint.split('/').at(-1) === 'complete' ? 'complete' : 'set'}`),
    ['PUT set', 'POST complete'],
  )
})

test('kept on this phone only: one record, nothing is sent, the session shows it after a restart, and it can still be sent', async () => {
  const { on, app, first } = await training('refuses')
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().finish()
  await refused(app)
  const before = app.device.disks.get(1)![0]!.stored.size
  app.sync.getState().keepHere(on.session.id)
  assert.equal(app.device.disks.get(1)![0]!.stored.size, before + 1)
  on.weather = 'fine'
  await cached(app, on)
  const after = await relaunch(app, on)
  await after.engine.pull()
  const shown = () => [after.view(on.session.id).status, after.view(on.session.id).sync, after.view(on.session.id).actualSets.length]
  assert.deepEqual(shown(), ['completed', 'here', 1])
  assert.deepEqual([after.sync.getState().attention, after.sync.getState().waiting, on.effects], [[], [], []])
  const [kept] = after.sync.getState().discarded
  assert.deepEqual([kept?.keptHere, kept?.restorable], [true, true])
  after.sync.getState().restore(kept!.operation.id)
  await drained(after)
  assert.deepEqual(shown(), ['completed', 'server', 1])
})

test('a workout that is gone from the server is saved as a separate one, with its title and day', async () => {
  const { on, app, first } = await training('refuses')
  on.code = 'session_not_found'
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().finish()
  await refused(app)
  app.sync.getState().saveSeparately(on.session.id)
  const { title, scheduledOn } = on.session
  assert.deepEqual((app.sync.getState().waiting[0]!.body as CompleteBody).unplanned, { title, scheduledOn })
  await drained(app)
  assert.deepEqual(on.effects, [`POST /v1/sessions/${on.session.id}/complete`])
  app.session.getState().updateSet(first, heavy(6))
  app.sync.getState().syncNow()
  await drained(app)
  assert.deepEqual(app.sync.getState().attention, [], 'what is logged next says so too')
})

test('a workout saved separately loses nothing that was logged after its rejection (simulator, seed 3754)', async () => {
  const { on, app, all } = await training('refuses')
  on.code = 'session_not_found'
  const { completeSet, finish, reopen } = app.session.getState()
  completeSet(all[0]!, heavy(5))
  finish()
  await refused(app)
  completeSet(all[1]!, heavy(6))
  app.sync.getState().syncNow()
  await until(() => app.sync.getState().attention.length === 2, 'the set is refused too')
  reopen(on.session.id)
  on.weather = 'offline'
  completeSet(all[2]!, heavy(7))
  app.sync.getState().saveSeparately(on.session.id)
  on.weather = 'fine'
  app.sync.getState().syncNow()
  await drained(app)
  assert.deepEqual(app.sync.getState().attention, [])
  const path = `/v1/sessions/${on.session.id}`
  assert.deepEqual(on.effects.toSorted(), [`POST ${path}/complete`, `PUT ${path}/sets/${all[1]}`, `PUT ${path}/sets/${all[2]}`].toSorted())
})

test('what was sent is listed newest first, from the journal alone, and not longer than it is useful', async () => {
  const { on, app, first, second } = await training('fine')
  app.session.getState().completeSet(first, heavy(5))
  await drained(app)
  app.session.getState().completeSet(second, heavy(5))
  app.device.clock.advance(5_000)
  await drained(app)
  const setIds = (of: App) => of.sync.getState().sent.map(({ operation }) => operation.endpoint.split('/').at(-1))
  assert.deepEqual(setIds(app), [second, first])
  const after = await relaunch(app, on)
  assert.deepEqual(setIds(after), [second, first])
  for (let n = 0; n < SENT_MAX + 5; n++) {
    after.session.getState().updateSet(first, heavy(n % 9))
    after.device.clock.advance(5_000)
    await drained(after)
  }
  assert.equal(after.sync.getState().sent.length, SENT_MAX)
  after.device.clock.advance(8 * 24 * 3_600_000)
  const later = await relaunch(after, on)
  assert.deepEqual(later.sync.getState().sent, [])
})

test('one session can be exported with its rejected operations; a diagnosis holds nothing a person typed', async () => {
  const { on, app, first } = await training('refuses')
  app.session.getState().completeSet(first, { weight: { value: 123.75, unit: 'kg' }, reps: 17, rpe: 9.5 })
  app.session.getState().setSessionNotes('left knee')
  await refused(app)
  const { json, text } = app.sync.getState().exportSession(on.session.id)
  assert.match(text, /123\.75 kg × 17 @ RPE 9\.5/)
  assert.ok(json.includes('validation_failed') && json.includes('left knee'))
  const report = app.sync.getState().diagnostics()
  assert.ok(report.includes('validation_failed') && report.includes(first))
  assert.doesNotMatch(report, /123\.75|left knee|demo@holdfast|Alex|Lower A/)
})

test('after a sign-out the stores follow neither the outbox nor the network', async () => {
  const { on, app, first } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  let changes = 0
  app.sync.subscribe(() => changes++)
  app.account.getState().signOut()
  on.weather = 'fine'
  app.device.setRadio(false)
  app.device.clock.advance(60_000)
  await quiet()
  assert.equal(changes, 0)
})

test('a set is logged again while the lifter decides about its rejected deletion: the retry of the deletion is cancelled (simulator, seed 48402)', async () => {
  const pending: (() => void)[] = []
  let slow = false
  const later = (complete: () => void): void => (slow ? void pending.push(complete) : complete())
  const { on, app, first } = await training('fine', undefined, { later })
  app.session.getState().completeSet(first, heavy(4))
  await drained(app)
  Object.assign(on, { weather: 'refuses', code: 'session_not_found' })
  app.session.getState().uncompleteSet(first)
  app.sync.getState().syncNow()
  await refused(app)
  on.weather = 'offline'
  slow = true
  app.session.getState().completeSet(first, heavy(9))
  app.sync.getState().saveSeparately(on.session.id)
  while (pending.length > 0) pending.splice(0).forEach((complete) => complete())
  const waiting = app.sync.getState().waiting.map(({ method, body }) => [method, (body as { reps?: number }).reps])
  assert.deepEqual(waiting, [['PUT', 9]])
  assert.deepEqual(app.sync.getState().attention, [])
  assert.equal(app.session.getState().actualSets[first]?.reps, 9)
})

test('a change discarded lately can be restored although its workout is old: a compaction keeps it', async () => {
  const { on, app, first, all } = await training('fine')
  for (let reps = 1; reps <= 600; reps++) for (const id of all) app.session.getState().updateSet(id, heavy(reps % 20))
  for (const id of all) app.session.getState().completeSet(id, heavy(5))
  app.session.getState().finish()
  await drained(app)
  app.device.clock.advance(31 * 24 * 3_600_000)
  on.weather = 'refuses'
  app.session.getState().updateSet(first, heavy(999))
  app.sync.getState().syncNow()
  await refused(app)
  app.sync.getState().discard(app.sync.getState().attention[0]!.operation.id)
  on.weather = 'offline'
  app.session.getState().startSession({ ...newSession(), id: crypto.randomUUID() })
  app.engine.compact()
  const after = await relaunch(app, on)
  assert.deepEqual(
    after.sync.getState().discarded.map(({ restorable }) => restorable),
    [true],
  )
})
