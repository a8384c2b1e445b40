import assert from 'node:assert/strict'
import { test } from 'node:test'
import { completeBodySchema, type CompleteBody, type DeleteSetBody } from '@holdfast/contract'
import { createHoldfast } from '../store/holdfast.ts'
import { backgroundRuns, type RunEnd } from '../sync/device/background.ts'
import { knownOf } from '../sync/engine/known.ts'
import { finishSession, skipSession } from '../sync/engine/finishSession.ts'
import { overlay } from '../sync/session/overlay.ts'
import { cached, drained, heavy, relaunch, sizeOf, training, type App } from './app.ts'
import { device, until, type Device } from './device.ts'
import { newSession, server } from './server.ts'

test('a ✓ is durable on both replicas before it is shown, and before the tap’s handler returns', async () => {
  const { app, first } = await training('offline')
  const sizes: number[] = []
  app.session.subscribe((state) => state.actualSets[first] && sizes.push(sizeOf(app, 0), sizeOf(app, 1)))
  const before = sizeOf(app, 1)
  app.session.getState().completeSet(first, heavy(5))
  assert.ok(app.session.getState().actualSets[first])
  assert.deepEqual(sizes.slice(0, 2), [before + 1, before + 1])
})

test('one tap is one record: the set and its operation', async () => {
  const { app, first } = await training('offline')
  const before = sizeOf(app, 0)
  app.session.getState().completeSet(first, heavy(5))
  assert.equal(sizeOf(app, 0), before + 1)
  assert.deepEqual(
    app.sync.getState().waiting.map(({ method, endpoint }) => `${method} ${endpoint}`),
    [`PUT /v1/sessions/${app.session.getState().sessionId}/sets/${first}`],
  )
})

test('a ✓ notifies the session screen once: every row of a long session subscribes', async () => {
  const { app, first } = await training('offline')
  let told = 0
  app.session.subscribe(() => told++)
  app.session.getState().completeSet(first, heavy(5))
  assert.equal(told, 1)
})

test('a set that cannot be stored is not shown, is reported as not saved, and keeps its numbers for the next try', async () => {
  let full = false
  const { app, first } = await training('offline', () => (full ? 'full' : null))
  app.session.getState().updateSet(first, heavy(5))
  full = true
  let saved: boolean | undefined
  app.session.getState().completeSet(first, heavy(5), (answer) => (saved = answer))
  assert.equal(saved, false)
  assert.deepEqual(app.session.getState().actualSets, {})
  assert.deepEqual(app.session.getState().notSaved, { why: 'full', setId: first })
  assert.deepEqual(app.session.getState().drafts[first], heavy(5))
  full = false
  app.session.getState().completeSet(first, heavy(5))
  assert.equal(app.session.getState().notSaved, null)
  assert.ok(app.session.getState().actualSets[first])
})

test('killed at any time, the next launch shows the same session: sets, drafts, added sets, RPE, notes, start', async () => {
  const { on, app, first, second } = await training('offline')
  const { completeSet, updateSet, addSet, setSessionRpe, setSessionNotes } = app.session.getState()
  completeSet(first, heavy(5))
  updateSet(second, heavy(3))
  addSet(on.session.plan[0]!.exerciseId)
  setSessionRpe(8.5)
  setSessionNotes('left knee fine')
  const shown = JSON.stringify(app.session.getState())
  const after = await relaunch(app, on)
  assert.equal(JSON.stringify(after.session.getState()), shown)
  assert.ok(after.session.getState().startedAt)
})

test('a second ✓ takes the set back and keeps its numbers in the cells', async () => {
  const { app, first } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().uncompleteSet(first)
  assert.deepEqual(app.session.getState().actualSets, {})
  assert.deepEqual(app.session.getState().drafts[first], heavy(5))
  assert.deepEqual(
    app.sync.getState().waiting.map(({ method }) => method),
    ['DELETE'],
  )
})

test('starting another session does not change the sets of the first', async () => {
  const { on, app, first } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  const firstId = app.session.getState().sessionId!
  app.session.getState().startSession(server().session)
  assert.deepEqual(app.session.getState().actualSets, {})
  app.session.getState().startSession(on.session)
  assert.equal(app.session.getState().sessionId, firstId)
  assert.deepEqual(Object.keys(app.session.getState().actualSets), [first])
})

test('an offline workout is one request, and its body is under pending_session_completion_<id> until the verdict', async () => {
  const { on, app, all } = await training('offline')
  for (const id of all) app.session.getState().completeSet(id, heavy(5))
  app.session.getState().setSessionNotes('basement')
  app.session.getState().finish()
  const key = `pending_session_completion_${on.session.id}`
  const payload = JSON.parse(app.device.index.get(key)!) as CompleteBody
  assert.deepEqual(
    payload.actualSets.map(({ id }) => id),
    all,
  )
  assert.equal(payload.notes, 'basement')
  on.weather = 'fine'
  const after = await relaunch(app, on)
  await until(() => after.sync.getState().waiting.length === 0, 'everything is sent')
  assert.deepEqual(on.effects, [`POST /v1/sessions/${on.session.id}/complete`])
  assert.equal(after.device.index.has(key), false)
})

test('a workout that is finished before its last ✓ is on disk holds that set (simulator, seed 1803)', async () => {
  const pending: (() => void)[] = []
  let slow = false
  const later = (complete: () => void): void => (slow ? void pending.push(complete) : complete())
  const { app, on, first } = await training('offline', undefined, { later })
  slow = true
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().finish()
  while (pending.length > 0) pending.splice(0).forEach((complete) => complete())
  const [completion, ...others] = app.sync.getState().waiting
  assert.deepEqual(others, [], 'it carries what waited before it')
  assert.equal(completion?.endpoint, `/v1/sessions/${on.session.id}/complete`)
  assert.deepEqual(
    (completion.body as CompleteBody).actualSets.map(({ id }) => id),
    [first],
  )
})

/** The `takenBack` of the completion of the session on screen, as it would be sent after a kill. */
async function takenBackBy({ on, app }: Awaited<ReturnType<typeof training>>) {
  app.session.getState().finish()
  const after = await relaunch(app, on)
  const { body, method } = after.sync.getState().waiting[0]!
  assert.deepEqual([after.sync.getState().waiting.length, method], [1, 'POST'])
  return completeBodySchema.parse(body).takenBack
}

test('the completion also takes back a set that was unticked or removed: it supersedes the DELETE, and the PUT may be in flight', async () => {
  const gym = await training('offline')
  const { app, first, second, all } = gym
  for (const id of all) app.session.getState().completeSet(id, heavy(5))
  app.session.getState().uncompleteSet(second)
  app.session.getState().removeSet(first)
  const stamps = app.sync.getState().waiting.flatMap(({ method, body }) => (method === 'DELETE' ? [(body as DeleteSetBody).logged_at] : []))
  assert.equal(new Set(stamps).size, 2)
  // Each has the stamp of its own statement: the finish gives them no newer one.
  assert.deepEqual(await takenBackBy(gym), [
    { id: second, logged_at: stamps[0] },
    { id: first, logged_at: stamps[1] },
  ])
})

test('a set that was unticked and ticked again, or removed and restored, is not taken back', async () => {
  const gym = await training('offline')
  const { app, first, second, all } = gym
  const { completeSet, uncompleteSet, removeSet, undo } = app.session.getState()
  for (const id of all) completeSet(id, heavy(5))
  uncompleteSet(first)
  completeSet(first, heavy(6))
  removeSet(second)
  undo(app.session.getState().changes.at(-1)!)
  // Never logged, so there is nothing to take back.
  app.session.getState().addSet(gym.on.session.plan[0]!.id)
  app.session.getState().removeSet(app.session.getState().addedSets[0]!.id)
  assert.equal(await takenBackBy(gym), undefined)
})

test('a PUT that was in flight when its set was unticked does not restore it; a set of another device stays', async () => {
  const { on, app, first, second, all } = await training('answerLost')
  app.session.getState().completeSet(first, heavy(5))
  await until(() => on.session.actualSets.length === 1, 'the server took it')
  on.weather = 'offline'
  on.session = { ...on.session, actualSets: [...on.session.actualSets, { ...on.session.actualSets[0]!, id: all[3]! }] }
  app.session.getState().uncompleteSet(first)
  app.session.getState().completeSet(second, heavy(4))
  app.session.getState().finish()
  on.weather = 'fine'
  const after = await relaunch(app, on)
  await drained(after)
  assert.deepEqual(
    after.view(on.session.id).actualSets.map(({ id }) => id),
    [second, all[3]],
  )
})

test('a lost answer does no harm: the same id is sent again, with one effect', async () => {
  const { on, app, first } = await training('answerLost')
  app.session.getState().completeSet(first, heavy(5))
  await until(() => on.effects.length === 1, 'the server took it')
  on.weather = 'fine'
  app.sync.getState().syncNow()
  await until(() => app.sync.getState().waiting.length === 0, 'the retry is answered')
  assert.equal(on.effects.length, 1)
  assert.equal(app.sync.getState().markOf(on.session.id, first), 'server')
})

test('a captive portal marks nothing as sent', async () => {
  const { on, app, first } = await training('captivePortal')
  app.session.getState().completeSet(first, heavy(5))
  await until(() => app.sync.getState().lastSilence === 'foreign', 'the portal answered')
  assert.equal(app.sync.getState().markOf(on.session.id, first), 'device')
  assert.equal(app.sync.getState().waiting.length, 1)
})

test('a rejected set is listed with its reason, not sent again, and stays in the log', async () => {
  const { on, app, first } = await training('refuses')
  app.session.getState().completeSet(first, heavy(5))
  await until(() => app.sync.getState().attention.length === 1, 'it is surfaced')
  const requests = on.requests
  app.device.clock.advance(3_600_000)
  assert.equal(app.sync.getState().attention[0]!.refusal.code, 'validation_failed')
  assert.equal(app.sync.getState().markOf(on.session.id, first), 'attention')
  assert.ok(app.session.getState().actualSets[first])
  const retries = on.requests - requests
  assert.ok(retries <= 2, `${retries} further requests, none of them the set`)
  assert.deepEqual(on.effects, [])
})

test('401 keeps everything and logging goes on; signing in again sends it', async () => {
  const { on, app, first, second } = await training('signedOut')
  app.session.getState().completeSet(first, heavy(5))
  await until(() => app.sync.getState().paused === 'signIn', 'the outbox pauses')
  app.session.getState().completeSet(second, heavy(5))
  assert.equal(app.sync.getState().waiting.length, 2)
  on.weather = 'fine'
  app.engine.outbox.resume()
  await until(() => app.sync.getState().waiting.length === 0, 'everything is sent')
})

test('the coach’s plan arrives mid-session: the new plan is shown, the log does not change, and the lifter is told', async () => {
  const { on, app, first } = await training('fine')
  app.session.getState().completeSet(first, heavy(5))
  await until(() => app.sync.getState().waiting.length === 0, 'the set is sent')
  const logged = app.session.getState().actualSets
  const plan = on.session.plan.map((exercise) => ({ ...exercise, sets: exercise.sets.slice(1) }))
  on.session = { ...on.session, plan, planVersion: 2, version: on.session.version + 1 }
  await app.engine.pull()
  const state = app.session.getState()
  assert.deepEqual(state.plan, plan)
  assert.equal(state.planNews, true)
  assert.equal(state.actualSets, logged)
})

test('a queued completion is shown as completed, over any refetch, and across a restart', async () => {
  const { on, app, first } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().finish()
  const viewIn = (of: App) => overlay(of.programme()!.sessions[on.session.id]!, knownOf(of.engine, on.session.id))
  assert.deepEqual([viewIn(app).status, viewIn(app).sync], ['completed', 'waiting'])
  await app.engine.pull().catch(() => undefined)
  assert.equal(viewIn(app).status, 'completed')
  await cached(app, on)
  const after = await relaunch(app, on)
  assert.deepEqual([viewIn(after).status, viewIn(after).sync, viewIn(after).actualSets.length], ['completed', 'waiting', 1])
})

test('a completion that is rejected after a restart rolls back by itself: the log stays, the view is the server’s', async () => {
  const { on, app, first } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  finishSession(app.engine, on.session.id, () => undefined)
  await cached(app, on)
  on.weather = 'refuses'
  const after = await relaunch(app, on)
  await until(() => after.sync.getState().attention.length === 1, 'the refusal arrives')
  const view = overlay(after.programme()!.sessions[on.session.id]!, knownOf(after.engine, on.session.id))
  assert.deepEqual([view.status, view.sync], ['in_progress', 'attention'])
  assert.ok(after.session.getState().actualSets[first])
})

test('a skip is shown at once and rolls back when it is rejected', async () => {
  const { on, app } = await training('offline')
  app.session.getState().reset()
  const other = { ...on.session, id: crypto.randomUUID() }
  skipSession(app.engine, other.id, 'travelling', () => undefined)
  const view = () => overlay(other, knownOf(app.engine, other.id))
  assert.deepEqual([view().status, view().skipReason, view().sync], ['skipped', 'travelling', 'waiting'])
  on.weather = 'refuses'
  app.sync.getState().syncNow()
  await until(() => app.sync.getState().attention.length === 1, 'the refusal arrives')
  assert.deepEqual([view().status, view().sync], ['planned', 'attention'])
})

test('the view does not fall back when the verdict is known and the stored copy is older', async () => {
  const { on, app, first } = await training('fine')
  const before = app.programme()!.sessions[on.session.id]!
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().finish()
  await until(() => app.sync.getState().waiting.length === 0, 'the verdict is here')
  assert.equal(overlay(before, knownOf(app.engine, on.session.id)).status, 'completed')
})

test('after a month a finished workout leaves the journal once the server has it; what waits, was rejected or is open stays', async () => {
  const { on, app, all } = await training('fine')
  for (let reps = 1; reps <= 600; reps++) for (const id of all) app.session.getState().updateSet(id, heavy(reps % 20))
  for (const id of all) app.session.getState().completeSet(id, heavy(5))
  app.session.getState().finish()
  await until(() => app.sync.getState().waiting.length === 0, 'the workout is on the server')
  on.weather = 'offline'
  const open = { ...newSession(), id: crypto.randomUUID() }
  app.session.getState().startSession(open)
  app.session.getState().completeSet(open.plan[0]!.sets[0]!.id, heavy(3))
  const generations = () =>
    [...app.device.disks].filter(([, replicas]) => replicas.some(({ opened }) => opened)).map(([generation]) => generation)
  app.engine.compact()
  assert.deepEqual(generations(), [1], 'not within the month')
  app.device.clock.advance(31 * 24 * 3_600_000)
  app.engine.compact()
  assert.deepEqual(generations(), [1, 2])
  const shown = JSON.stringify(app.session.getState())
  const after = await relaunch(app, on)
  assert.ok(after.device.disks.get(2)![0]!.stored.size < 20)
  assert.equal(JSON.stringify(after.session.getState()), shown)
  assert.equal(after.sync.getState().waiting.length, 1)
  assert.deepEqual(generations(), [2])
})

test('a session that was left is not on the screen again when the one after it leaves the journal (simulator, seed 37315)', async () => {
  const { on, app, first } = await training('offline')
  const older = { ...newSession(), id: crypto.randomUUID() }
  app.session.getState().startSession(older)
  app.session.getState().startSession(on.session)
  on.weather = 'fine'
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().finish()
  await until(() => app.sync.getState().waiting.length === 0, 'the workout is on the server')
  app.session.getState().reset()
  app.device.clock.advance(31 * 24 * 3_600_000)
  app.engine.compact('now')
  const after = await relaunch(app, on)
  assert.equal(after.session.getState().sessionId, null)
})

test('a phone whose clock is a year ahead keeps a finished workout for its month (simulator, seed 37315)', async () => {
  const { on, app, first } = await training('fine')
  app.session.getState().reset()
  app.device.clock.setWall(app.device.clock.wallMs() + 366 * 24 * 3_600_000)
  await app.engine.pull()
  app.session.getState().startSession(on.session)
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().finish()
  await until(() => app.sync.getState().waiting.length === 0, 'the workout is on the server')
  app.session.getState().startSession({ ...newSession(), id: crypto.randomUUID() })
  app.engine.compact('now')
  assert.ok((await relaunch(app, on)).engine.logs.current().logs[on.session.id])
})

test('everything can be exported, also what the server rejected', async () => {
  const { app, first } = await training('refuses')
  app.session.getState().completeSet(first, heavy(5))
  await until(() => app.sync.getState().attention.length === 1, 'it is refused')
  const { json, text } = app.engine.exportEverything()
  assert.ok(json.includes(first) && json.includes('validation_failed'))
  assert.match(text, /^Lower A · 2026-11-23 · started .* · not finished\n {2}Squat\n {4}102\.5 kg × 5 @ RPE 8 · /)
})

test('two seconds after a set the media are asked to commit; at once when a workout ends and when the app goes to the background', async () => {
  const { app, first } = await training('offline')
  app.device.clock.advance(10_000)
  const commits = () => app.device.counted.commits
  const before = commits()
  app.session.getState().completeSet(first, heavy(5))
  app.device.clock.advance(1_999)
  assert.equal(commits(), before)
  app.device.clock.advance(1)
  assert.equal(commits(), before + 2, 'both replicas')
  app.session.getState().finish()
  assert.equal(commits(), before + 4)
  app.device.setLifecycle('background')
  assert.equal(commits(), before + 6)
})

test('a sign-out commits what was logged just before: the account may not be opened for weeks (simulator seed 1023355)', async () => {
  const { app, first } = await training('offline')
  app.device.clock.advance(10_000)
  app.session.getState().completeSet(first, heavy(5))
  const before = app.device.counted.commits
  app.engine.close()
  assert.equal(app.device.counted.commits, before + 2, 'both replicas')
  app.device.clock.advance(10_000)
  assert.equal(app.device.counted.commits, before + 2)
})

test('a lost history is not shown as an empty one until the lifter decides so', async () => {
  const { on, app, first } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  app.device.disks.clear()
  app.device.kill()
  const holdfast = createHoldfast(device({ fetch: on.fetch, from: app.device }).platform)
  const at = () => holdfast.account.getState().phase.at
  await until(() => at() !== 'starting', 'the app starts')
  const { phase } = holdfast.account.getState()
  assert.ok(phase.at === 'storageUnavailable' && phase.isLost, 'only then is an empty one offered')
  holdfast.account.getState().tryStorageAgain()
  await until(() => at() !== 'starting', 'the second try ends')
  assert.equal(at(), 'storageUnavailable')
  holdfast.account.getState().beginAnew()
  await until(() => at() === 'ready', 'an empty history is begun')
})

test('an operation in its batch window is sent when the app goes to the background', async () => {
  const { on, app, first, second } = await training('fine')
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().completeSet(second, heavy(5))
  await until(() => on.effects.length === 1, 'the first set goes at once')
  assert.equal(app.sync.getState().waiting.length, 1)
  app.device.setLifecycle('background')
  await until(() => on.effects.length === 2, 'the second goes with the app')
})

test('the system is asked to wake the app while something waits, and no longer', async () => {
  const { on, app, first } = await training('offline')
  assert.equal(app.device.wakes, false)
  app.session.getState().completeSet(first, heavy(5))
  assert.equal(app.device.wakes, true)
  on.weather = 'fine'
  app.sync.getState().syncNow()
  await until(() => app.sync.getState().waiting.length === 0, 'it is sent')
  assert.equal(app.device.wakes, false)
})

test('woken without a screen, the app opens the journal, sends what waits within its time, and records the run', async () => {
  const { on, app, all } = await training('offline')
  for (const id of all) app.session.getState().completeSet(id, heavy(5))
  app.session.getState().finish()
  app.device.kill()
  on.weather = 'fine'
  const woken = device({ fetch: on.fetch, from: app.device })
  const end = await runOn(woken)
  assert.equal(on.session.status, 'completed')
  assert.deepEqual(end, { outcome: 'drained', sent: 1, rejected: 0, waiting: 0 })
  const [run] = backgroundRuns(woken.platform.index)
  assert.deepEqual(run && { ...run, at: 0 }, { at: 0, outcome: 'drained', sent: 1, rejected: 0, waiting: 0 })
})

test('woken without a sign-in, the run reports that and does nothing', async () => {
  const on = server()
  const woken = device({ fetch: on.fetch })
  assert.equal((await runOn(woken)).outcome, 'signedOut')
  assert.equal(backgroundRuns(woken.platform.index)[0]?.outcome, 'signedOut')
})

test('a set that waits is not marked as waiting for ten seconds, unless the network is away', async () => {
  const { app, first } = await training('captivePortal')
  app.session.getState().completeSet(first, heavy(5))
  const shown = () => [app.sync.getState().markOf(app.session.getState().sessionId!, first), app.sync.getState().late]
  assert.deepEqual(shown(), ['device', false])
  app.device.clock.advance(10_000)
  assert.deepEqual(shown(), ['device', false])
  app.device.clock.advance(500)
  assert.deepEqual(shown(), ['waiting', true])
})

test('woken where nothing can be reached or opened, the run reports that', async () => {
  const { on, app, first } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  app.device.kill()
  const unheard = device({ fetch: on.fetch, from: app.device })
  assert.deepEqual(await runOn(unheard), { outcome: 'drained', sent: 0, rejected: 0, waiting: 1 })
  unheard.kill()
  unheard.disks.clear()
  assert.equal((await runOn(device({ fetch: on.fetch, from: unheard }))).outcome, 'storageUnavailable')
})

/** A headless start, as the system makes one; resolves with the end of the run. */
async function runOn(woken: Device): Promise<RunEnd> {
  const ends: RunEnd[] = []
  createHoldfast(woken.platform).runInBackground((end) => ends.push(end))
  await until(() => ends.length > 0, 'the run ends')
  return ends[0]!
}
