import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { ActualSet, CompleteBody, Session } from '@holdfast/contract'
import { todayOf } from '../sync/views/followToday.ts'
import { completionSlot } from '../sync/session/operations.ts'
import { viewsOf } from '../sync/views/sessionViews.ts'
import { changesToTake, isOwnNewer, isTold, newestSets } from '../sync/session/newestStatements.ts'
import type { Known } from '../sync/session/known.ts'
import { drained, heavy, relaunch, training, type App } from './app.ts'
import { until } from './device.ts'
import { applied, attention, discarded, knownOf, operationAt, waiting } from './knownParts.ts'
import { kg, logAfter, minute, sessionOf, setOf, type About } from './logParts.ts'
import { tooMany, type Server } from './server.ts'

const AT = '2026-11-26T18:00:00.000Z'
const TIMES = { startedAt: '2026-11-26T17:44:00.000Z', completedAt: '2026-11-26T18:33:06.000Z' }

/** A set of the plan as another device logged it. */
function elsewhere({ session }: Server, at: number, kg: number, reps = 5): ActualSet {
  const { id, exerciseId } = session.plan.flatMap((exercise) =>
    exercise.sets.map((set) => ({ id: set.id, exerciseId: exercise.exerciseId })),
  )[at]!
  const weight = { value: kg, unit: 'kg' } as const
  const head = { id, exerciseId, plannedSetId: id, setType: 'working', setOrder: at } as const
  return { ...head, weight, reps, rpe: null, completedAt: AT, logged_at: AT }
}

/** Another device changes the session, and this one pulls. */
async function told(app: App, on: Server, change: Partial<Session>): Promise<void> {
  on.session = { ...on.session, ...change, version: on.session.version + 1 }
  const { weather } = on
  on.weather = 'fine'
  await app.engine.pull()
  on.weather = weather
}

const finishedWith = (...actualSets: ActualSet[]): Partial<Session> => ({
  status: 'completed',
  actualSets,
  notes: 'good',
  sessionRpe: 8,
  ...TIMES,
  logged_at: TIMES.completedAt,
})
/** Sends everything that waits. */
async function sent(app: App): Promise<void> {
  app.sync.getState().syncNow()
  await drained(app)
}
const viewOf = (app: App, { session }: Server) => viewsOf(app.engine).current().all.get(session.id)!
const kilograms = (sets: readonly ActualSet[]) => sets.map(({ weight }) => weight?.value)
const onScreen = (app: App) => kilograms(Object.values(app.session.getState().actualSets).toSorted((a, b) => a.setOrder - b.setOrder))

/** Saves and finishes without a network, and answers the completion that waits. */
function finished(app: App, on: Server): CompleteBody {
  on.weather = 'offline'
  app.session.getState().finish()
  const state = app.engine.outbox.stateOf(completionSlot(on.session.id))
  if (state?.at !== 'waiting') throw new Error(`the completion is ${state?.at}`)
  return state.operation.body as CompleteBody
}

for (const how of ['on screen', 'left', 'left, and the app started again'] as const) {
  test(`a workout that was only started here and finished on another device is edited from that device’s log: ${how}`, async () => {
    const { on, app: begun, first, all } = await training('fine')
    let app = begun
    if (how !== 'on screen') app.session.getState().reset()
    await told(app, on, finishedWith(elsewhere(on, 0, 100), elsewhere(on, 1, 100), elsewhere(on, 2, 60)))
    app.engine.leave()
    if (how === 'left, and the app started again') app = await relaunch(app, on)
    if (how !== 'on screen') app.session.getState().startSession(viewOf(app, on))
    const state = app.session.getState()
    assert.deepEqual([onScreen(app), state.sessionNotes, state.sessionRpe, state.isOver], [[100, 100, 60], 'good', 8, true])
    app.session.getState().updateSet(first, heavy(5))
    const { actualSets, notes, sessionRpe, startedAt, completedAt } = finished(app, on)
    assert.deepEqual([kilograms(actualSets), notes, sessionRpe, { startedAt, completedAt }], [[102.5, 100, 60], 'good', 8, TIMES])
    assert.deepEqual(kilograms(viewOf(app, on).actualSets), [102.5, 100, 60])
    assert.equal(all.length, 4)
  })
}

test('a workout that this device finished and another one corrected is edited from the correction', async () => {
  const { on, app, first, second } = await training('fine')
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().completeSet(second, heavy(5))
  app.session.getState().setSessionNotes('mine')
  app.session.getState().finish()
  await sent(app)
  app.session.getState().reset()
  await told(app, on, { actualSets: [elsewhere(on, 0, 110), elsewhere(on, 2, 60)], notes: 'put right', sessionRpe: 9 })
  app.session.getState().startSession(viewOf(app, on))
  const { sessionNotes, sessionRpe, removedSetIds } = app.session.getState()
  assert.deepEqual([onScreen(app), sessionNotes, sessionRpe, removedSetIds], [[110, 60], 'put right', 9, []])
  const { actualSets, takenBack, notes } = finished(app, on)
  assert.deepEqual([kilograms(actualSets), takenBack, notes], [[110, 60], undefined, 'put right'])
})

test('with two devices in one workout each set is the newest statement from the server, unless this device’s own is unsent', async () => {
  const { on, app, first, second, all } = await training('fine')
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().completeSet(second, { ...heavy(5), weight: { value: 1000, unit: 'kg' } })
  await sent(app)
  on.weather = 'offline'
  app.session.getState().completeSet(all[3]!, heavy(3))
  await told(app, on, { actualSets: [elsewhere(on, 0, 105), elsewhere(on, 2, 60), elsewhere(on, 3, 70)] })
  assert.deepEqual(onScreen(app), [105, 60, 102.5], 'a correction, one taken back, one of its own, and one that waits here')
  assert.deepEqual(kilograms(viewOf(app, on).actualSets), [105, 60, 102.5])
  const after = await relaunch(app, on)
  assert.deepEqual(onScreen(after), [105, 60, 102.5])
  const { actualSets, takenBack } = finished(after, on)
  assert.deepEqual([kilograms(actualSets), takenBack], [[105, 60, 102.5], undefined])
})

test('a ✓ that another device takes back is removed here, and a number it returns to counts, although this device had it before (simulator, seed 1180)', async () => {
  for (const how of ['set by set', 'finished'] as const) {
    const { on, app, first, second } = await training('fine')
    const state = app.session.getState()
    for (const reps of [5, 6]) state.completeSet(second, heavy(reps))
    state.completeSet(first, heavy(5))
    await sent(app)
    state.uncompleteSet(first)
    await sent(app)
    state.completeSet(first, heavy(7))
    if (how === 'finished') state.finish()
    await sent(app)
    if (how === 'finished') state.reopen(on.session.id)
    await told(app, on, { actualSets: [elsewhere(on, 1, 102.5)] })
    const shown = Object.values(app.session.getState().actualSets).map(({ id, reps }) => [id, reps])
    assert.deepEqual(shown, [[second, 5]], how)
  }
})

test('a session that was left is shown with the sets of another device, and continued from them', async () => {
  const { on, app, first } = await training('fine')
  app.session.getState().completeSet(first, heavy(5))
  await sent(app)
  app.session.getState().reset()
  await told(app, on, { actualSets: [elsewhere(on, 0, 105), elsewhere(on, 1, 107)] })
  assert.deepEqual([viewOf(app, on).status, kilograms(viewOf(app, on).actualSets)], ['in_progress', [105, 107]])
  app.session.getState().startSession(viewOf(app, on))
  assert.deepEqual(onScreen(app), [105, 107])
})

test('a ✓ that was taken back cannot be undone once another device has logged a number in its place', async () => {
  const { on, app, first } = await training('fine')
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().uncompleteSet(first)
  await sent(app)
  assert.equal(app.session.getState().changes.length, 1)
  await told(app, on, { actualSets: [elsewhere(on, 0, 105, 6)] })
  assert.deepEqual([onScreen(app), app.session.getState().changes], [[105], []])
})

test('statements of this device stay until the server’s copy includes them: an unfinished note, a rejected number', async () => {
  const { on, app, first } = await training('fine')
  app.session.getState().setSessionNotes('mine')
  on.weather = 'refuses'
  on.errors = [tooMany('/reps')]
  app.session.getState().completeSet(first, heavy(5))
  await until(() => app.sync.getState().attention.length === 1, 'it is rejected')
  await told(app, on, finishedWith(elsewhere(on, 0, 100), elsewhere(on, 1, 100)))
  const { sessionNotes, sessionRpe } = app.session.getState()
  assert.deepEqual([onScreen(app), sessionNotes, sessionRpe], [[102.5, 100], 'mine', 8])
})

test('a workout whose finish was taken back here is over once another device finished it', async () => {
  const { on, app, first } = await training('fine')
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().finish()
  await sent(app)
  app.session.getState().reopen(on.session.id)
  app.session.getState().reset()
  const today = () => todayOf(app.engine)(on.session.scheduledOn).today?.stage
  const own = on.standingId
  await told(app, on, { logOperationIds: [own] })
  assert.deepEqual([viewOf(app, on).status, today()], ['in_progress', 'going'], 'its own finish is the one it took back')
  await told(app, on, {
    ...finishedWith(elsewhere(on, 0, 102.5), elsewhere(on, 2, 60)),
    logOperationIds: [randomUUID(), own],
    revisionCount: 1,
  })
  assert.deepEqual([viewOf(app, on).status, today(), kilograms(viewOf(app, on).actualSets)], ['completed', 'finished', [102.5, 60]])
  const after = await relaunch(app, on)
  after.session.getState().startSession(viewOf(after, on))
  assert.deepEqual([onScreen(after), after.session.getState().isOver], [[102.5, 60], true])
})

test('a set is one set, however the plan writes its id', async () => {
  const { on, app } = await training('fine')
  const lower = on.session
  const plan = lower.plan.map((exercise) => ({
    ...exercise,
    sets: exercise.sets.map((set) => ({ ...set, id: set.id.toUpperCase() })),
  }))
  await told(app, on, { plan, planVersion: lower.planVersion + 1, actualSets: [elsewhere(on, 0, 105)] })
  assert.deepEqual([onScreen(app), app.session.getState().addedSets], [[105], []])
  const [, second] = app.session.getState().plannedSets
  app.session.getState().completeSet(second!.id, heavy(5))
  await sent(app)
  assert.deepEqual(
    Object.keys(app.session.getState().actualSets),
    lower.plan[0]!.sets.map(({ id }) => id),
  )
})

const done = (id: string, more: Partial<ActualSet> = {}): About => ({ kind: 'setCompleted', set: setOf(id, more) })

test('a copy tells what this device said once the verdict is in and the copy is not older; nothing said is told', () => {
  const copy = sessionOf({ version: 6 })
  const isIn = (state: Known['completion']) => isTold(state, copy)
  assert.deepEqual([isIn(null), isIn(applied({ version: 6 })), isIn(applied({ version: 5 }))], [true, true, true])
  assert.deepEqual([isIn(applied({ version: 7 })), isIn(waiting()), isIn(attention()), isIn(discarded)], [false, false, false, false])
})

test('the own word of a set counts until the copy has it, and where the copy went back to an earlier one of its own', () => {
  const first = done('s1', { reps: 2, logged_at: minute(1) })
  const log = logAfter(first, done('s1', { reps: 3, logged_at: minute(2) }), done('s1', { reps: 5, logged_at: minute(4) }))
  const lost = applied({ version: 5, outcome: 'superseded' })
  const isNewer = (set: ActualSet | undefined, state: Known['completion'], of = log, setId = 's1') =>
    isOwnNewer(setId, set, sessionOf({ version: 6 }), of, knownOf({ setState: (id) => (id === setId ? state : null) }))
  const early = setOf('s1', { reps: 3, logged_at: minute(2) })
  assert.deepEqual([isNewer(early, waiting()), isNewer(early, attention()), isNewer(early, applied({ version: 7 }))], [true, true, true])
  assert.equal(isNewer(early, lost), true, 'its own earlier word stands in its place')
  assert.equal(isNewer({ ...early, logged_at: minute(4) }, lost), true, 'at the same moment')
  assert.equal(isNewer({ ...early, logged_at: minute(5) }, lost), false, 'said again since')
  assert.equal(isNewer({ ...early, reps: 4 }, lost), false, 'this device never said that')
  assert.deepEqual([isNewer(early, null), isNewer(early, applied({ version: 5 }))], [false, false], 'what replaced it is newer')
  assert.equal(isNewer(early, applied({ version: 5, untakenIds: ['s1'] })), true, 'the completion did not take it')
  assert.equal(isNewer(early, applied({ version: 5, untakenIds: ['s2'] })), false)
  assert.equal(isNewer(setOf('p1'), lost, log, 'p1'), false, 'it never said anything of that one')
})

test('a set the copy does not have counts where it was taken back here once and logged again', () => {
  const lost = knownOf({ setState: () => applied({ version: 5, outcome: 'superseded' }) })
  const isNewer = (...events: About[]) => isOwnNewer('s1', undefined, sessionOf({ version: 6 }), logAfter(...events), lost)
  const undone: About = { kind: 'setUncompleted', setId: 's1', logged_at: minute(2) }
  assert.deepEqual([isNewer(done('s1')), isNewer(done('s1'), undone), isNewer(done('s1'), undone, done('s1'))], [false, false, true])
})

test('the newest sets are those of the copy, with those of this device that are newer, in the order they are lifted', () => {
  const log = logAfter(done('p1', { setOrder: 2, reps: 8 }), done('s1', { reps: 8 }), { kind: 'setUncompleted', setId: 's1' })
  const copy = sessionOf({ version: 6, actualSets: [setOf('s2', { setOrder: 1 }), setOf('s1'), setOf('p1', { setOrder: 2, reps: 3 })] })
  const asked: unknown[] = []
  const newest = (isNewer: (id: string) => boolean, told = copy) =>
    newestSets(told, log, (id, set) => (asked.push([id, set?.reps]), isNewer(id))).map(({ id, reps }) => [id, reps])
  assert.deepEqual(
    newest((id) => id === 'p1'),
    [
      ['s1', 5],
      ['s2', 5],
      ['p1', 8],
    ],
  )
  assert.deepEqual(
    asked.toSorted((a, b) => String(a).localeCompare(String(b))),
    [
      ['p1', 3],
      ['s1', 5],
    ],
    'each is asked beside the set in the copy',
  )
  assert.deepEqual(
    newest((id) => id === 's1'),
    [
      ['s2', 5],
      ['p1', 3],
    ],
    'it was taken back',
  )
  assert.equal(
    newestSets(copy, log, () => false),
    copy.actualSets,
    'the same list where nothing is newer',
  )
  assert.deepEqual(
    newest(() => false, { ...copy, version: 4 }),
    [['p1', 8]],
    'a copy older than one that was taken in says nothing',
  )
  assert.deepEqual(newest(() => false, { ...copy, version: 5 }).length, 3)
  assert.deepEqual(
    newestSets(log.session, log, () => false).map(({ id }) => id),
    ['p1'],
    'nor does what the start was made from',
  )
  const both = logAfter(done('s2', { setOrder: 1 }), done('s1'))
  assert.deepEqual(
    newestSets(both.session, both, () => true).map(({ id }) => id),
    ['s1', 's2'],
  )
})

test('a log takes in the sets that are other ones in the copy, those that are gone, and the words', () => {
  const log = logAfter(done('s1'), done('s2', { setOrder: 1 }), done('p1', { setOrder: 2 }))
  const theirs = setOf('s2', { setOrder: 1, weight: kg(90) })
  const told = sessionOf({ version: 6, actualSets: [setOf('s1', { logged_at: minute(9) }), theirs], notes: 'theirs', sessionRpe: 7 })
  const head = { kind: 'changesTaken', sessionId: 'lower', version: 6 }
  const take = (session: Session, known: Partial<Known> = {}, of = log) => changesToTake(session, of, knownOf(known))
  assert.deepEqual(take(told), { ...head, sets: [theirs], goneIds: ['p1'], notes: 'theirs', sessionRpe: 7 })
  const same = sessionOf({ version: 6, actualSets: Object.values(log.actualSets) })
  assert.equal(take(same), null, 'nothing is other')
  assert.deepEqual(take({ ...same, notes: 'theirs' }), { ...head, sets: [], goneIds: [], notes: 'theirs' })
  assert.deepEqual(take({ ...same, sessionRpe: 7 }), { ...head, sets: [], goneIds: [], sessionRpe: 7 })
  assert.deepEqual(take({ ...same, actualSets: same.actualSets.slice(1) }), { ...head, sets: [], goneIds: ['s1'] })
  assert.deepEqual(take({ ...same, actualSets: [...same.actualSets, setOf('x1')] }), { ...head, sets: [setOf('x1')], goneIds: [] })
  assert.deepEqual(take({ ...told, version: 5 })?.version, 5)
  assert.equal(take({ ...told, version: 4 }), null, 'a copy older than one that was taken in')
})

test('a log takes nothing in while its end is not told, or the lifter keeps something on this device', () => {
  const log = logAfter(done('s1'))
  const told = sessionOf({ version: 6, notes: 'theirs', actualSets: [setOf('s1', { reps: 9 })] })
  const takes = (known: Partial<Known>) => changesToTake(told, log, knownOf(known)) !== null
  for (const end of ['completion', 'restore'] as const) {
    assert.deepEqual(
      [takes({ [end]: waiting() }), takes({ [end]: attention() }), takes({ [end]: applied({ version: 7 }) })],
      [false, false, false],
    )
    assert.deepEqual([takes({ [end]: applied({ version: 6 }) }), takes({ [end]: discarded })], [true, true])
  }
  assert.deepEqual([takes({ keptHere: [operationAt({})] }), takes({})], [false, true])
  assert.equal(changesToTake(told, log, knownOf({ setState: () => waiting() }))?.sets.length, 0, 'a set that waits stays')
})

test('words of this device stay until a finish told them, and for good once the finish was discarded', () => {
  const finish: About = { kind: 'sessionFinished', completedAt: minute(60), logged_at: minute(61) }
  const wrote: About[] = [
    { kind: 'notesWritten', notes: 'mine' },
    { kind: 'sessionRpeSet', sessionRpe: 9 },
  ]
  const told = sessionOf({ version: 6, notes: 'theirs', sessionRpe: 7 })
  const words = (log: ReturnType<typeof logAfter>, completion: Known['completion'] = null) => {
    const changes = changesToTake(told, log, knownOf({ completion }))
    return [changes?.notes, changes?.sessionRpe]
  }
  assert.deepEqual(words(logAfter(...wrote)), [undefined, undefined])
  assert.deepEqual(words(logAfter(wrote[0]!)), [undefined, 7])
  assert.deepEqual(words(logAfter(wrote[1]!)), ['theirs', undefined])
  assert.deepEqual(words(logAfter(...wrote, finish), applied({ version: 6 })), ['theirs', 7])
  assert.deepEqual(words(logAfter(...wrote, finish), discarded), [undefined, undefined])
  assert.deepEqual(words(logAfter(), discarded), ['theirs', 7])
})
