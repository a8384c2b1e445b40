import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { exerciseIdOf } from '@holdfast/contract'
import { placesOf, sessionRows } from '../components/session/sessionRows.ts'
import { moved } from '../sync/session/exerciseOrder.ts'
import { exerciseIdsNow } from '../sync/session/setIdentity.ts'
import { exportAll } from '../sync/history/exportAll.ts'
import { exerciseHistory } from '../sync/history/exerciseHistory.ts'
import { historyOf } from '../sync/history/followHistory.ts'
import { searchHistory } from '../sync/history/history.ts'
import { knownExercises } from '../sync/session/knownExercises.ts'
import { drained, heavy, relaunch, sizeOf, training, type App } from './app.ts'
import { until } from './device.ts'
import type { Server } from './server.ts'

const legPress = { exerciseId: exerciseIdOf('Leg press'), name: 'Leg press' }

/** What is on screen: each exercise with its sets, logged ones ticked. */
function screen(app: App): string[] {
  const state = app.session.getState()
  const now = exerciseIdsNow(state.plan, state)
  const beside = Object.values(state.actualSets).filter(({ id, exerciseId }) => now.get(id) !== exerciseId)
  return sessionRows(state.plan, state.addedSets, state.removedSetIds, beside, state).map(
    (exercise) =>
      `${exercise.name}: ${placesOf([exercise])
        .map(({ setId }) => (state.actualSets[setId] ? '✓' : '○'))
        .join('')}`,
  )
}
const changes = (app: App) => app.session.getState().changes.map(({ kind }) => kind)
const undoLast = (app: App) => app.session.getState().undo(app.session.getState().changes.at(-1)!)

test('an exercise added with its sets is one record, is there after a kill, and its sets reach the server with its name', async () => {
  const { on, app } = await training('offline')
  const before = sizeOf(app, 0)
  app.session.getState().addExercise(legPress, { sets: 2 })
  assert.equal(sizeOf(app, 0), before + 1)
  const added = app.session.getState().addedSets[0]!.id
  app.session.getState().completeSet(added, heavy(5))
  const after = await relaunch(app, on)
  assert.deepEqual(screen(after), ['Squat: ○○', 'Bench press: ○○', 'Leg press: ✓○'])
  on.weather = 'fine'
  after.sync.getState().syncNow()
  await until(() => on.session.actualSets.length === 1, 'the set is on the server')
  const [sent] = on.session.actualSets
  assert.deepEqual([sent?.exerciseId, sent?.exerciseName, sent?.plannedSetId], [legPress.exerciseId, 'Leg press', null])
})

test('an exercise that is in the session already is not added twice: its place gets one more set', async () => {
  const { on, app } = await training('offline')
  const { exerciseId, name } = on.session.plan[0]!
  app.session.getState().addExercise({ exerciseId, name })
  app.session.getState().addExercise(legPress)
  app.session.getState().addExercise(legPress)
  assert.deepEqual(screen(app), ['Squat: ○○○', 'Bench press: ○○', 'Leg press: ○○'])
})

test('a swapped exercise keeps its place and its plan: logged sets keep the old exercise, later ones have the new one', async () => {
  const { on, app, first, second } = await training('offline')
  const { id: key, exerciseId } = on.session.plan[0]!
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().swapExercise(key, legPress)
  app.session.getState().completeSet(second, heavy(8))
  assert.deepEqual(screen(app), ['Squat: ✓', 'Leg press: ✓', 'Bench press: ○○'])
  const after = await relaunch(app, on)
  const { [first]: before, [second]: swapped } = after.session.getState().actualSets
  assert.deepEqual([before?.exerciseId, before?.exerciseName, before?.plannedSetId], [exerciseId, 'Squat', first])
  assert.deepEqual([swapped?.exerciseId, swapped?.exerciseName, swapped?.plannedSetId], [legPress.exerciseId, 'Leg press', second])
  assert.deepEqual(screen(after), ['Squat: ✓', 'Leg press: ✓', 'Bench press: ○○'])
})

test('a set added to a place follows it through a swap and back', async () => {
  const { on, app } = await training('offline')
  const { id: key } = on.session.plan[0]!
  app.session.getState().swapExercise(key, legPress)
  app.session.getState().addSet(key)
  const added = app.session.getState().addedSets[0]!.id
  assert.deepEqual(screen(app), ['Leg press: ○○○', 'Bench press: ○○'])
  app.session.getState().swapExercise(key, null)
  assert.deepEqual(screen(app), ['Squat: ○○○', 'Bench press: ○○'])
  app.session.getState().completeSet(added, heavy(5))
  const logged = app.session.getState().actualSets[added]
  assert.deepEqual([logged?.exerciseId, logged?.exerciseName], [on.session.plan[0]!.exerciseId, 'Squat'])
})

test('swaps are undone one by one, each to the exercise before it', async () => {
  const { on, app } = await training('offline')
  const { id: key } = on.session.plan[0]!
  app.session.getState().swapExercise(key, legPress)
  app.session.getState().swapExercise(key, { exerciseId: exerciseIdOf('Hack squat'), name: 'Hack squat' })
  const after = await relaunch(app, on)
  assert.deepEqual(changes(after), ['exerciseSwapped', 'exerciseSwapped'])
  undoLast(after)
  assert.deepEqual(screen(after)[0], 'Leg press: ○○')
  undoLast(after)
  assert.deepEqual(screen(after)[0], 'Squat: ○○')
  assert.deepEqual([changes(after), after.session.getState().swaps], [[], {}])
})

test('leaving out the rest of an exercise removes its open sets from the screen; logged ones stay, and all can be restored', async () => {
  const { on, app, first, second } = await training('offline')
  const [squat, bench] = on.session.plan
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().removeExercise(squat!.id, [second])
  app.session.getState().removeExercise(
    bench!.id,
    bench!.sets.map(({ id }) => id),
  )
  assert.deepEqual(screen(app), ['Squat: ✓'])
  const after = await relaunch(app, on)
  assert.deepEqual(screen(after), ['Squat: ✓'])
  undoLast(after)
  undoLast(after)
  assert.deepEqual([screen(after), changes(after)], [['Squat: ✓○', 'Bench press: ○○'], []])
})

test('exercises are in the order the lifter wants: one record, there after a kill, undone move by move, in no request', async () => {
  const { on, app, first } = await training('offline')
  app.session.getState().addExercise(legPress)
  const keys = () => app.session.getState().exerciseOrder
  const [squat, bench] = on.session.plan.map(({ id }) => id)
  const before = sizeOf(app, 0)
  app.session.getState().orderExercises(bench!, moved([squat!, bench!, legPress.exerciseId], bench!, 'up'))
  app.session.getState().orderExercises(legPress.exerciseId, moved(keys(), legPress.exerciseId, 'up'))
  assert.equal(sizeOf(app, 0), before + 2)
  app.session.getState().completeSet(first, heavy(5))
  assert.equal(app.sync.getState().waiting.length, 1, 'the order is nobody’s but the lifter’s')
  const after = await relaunch(app, on)
  assert.deepEqual(screen(after), ['Bench press: ○○', 'Leg press: ○', 'Squat: ✓○'])
  undoLast(after)
  assert.deepEqual(screen(after), ['Bench press: ○○', 'Squat: ✓○', 'Leg press: ○'])
  undoLast(after)
  assert.deepEqual([screen(after), changes(after)], [['Squat: ✓○', 'Bench press: ○○', 'Leg press: ○'], ['exerciseAdded']])
})

test('undoing an older move undoes the later moves with it, and nothing else', async () => {
  const { on, app } = await training('offline')
  const [squat, bench] = on.session.plan.map(({ id }) => id)
  app.session.getState().addExercise(legPress)
  app.session.getState().orderExercises(bench!, [bench!, squat!, legPress.exerciseId])
  app.session.getState().addSet(squat!)
  app.session.getState().orderExercises(legPress.exerciseId, [legPress.exerciseId, bench!, squat!])
  app.session.getState().undo(app.session.getState().changes[1]!)
  assert.deepEqual(
    [screen(app), changes(app)],
    [
      ['Squat: ○○○', 'Bench press: ○○', 'Leg press: ○'],
      ['exerciseAdded', 'setAdded'],
    ],
  )
})

test('an addition that was undone cannot be undone again', async () => {
  const { on, app } = await training('offline')
  app.session.getState().addExercise(legPress, { sets: 3 })
  undoLast(app)
  app.session.getState().addSet(on.session.plan[0]!.id)
  undoLast(app)
  assert.deepEqual([screen(app), changes(app)], [['Squat: ○○', 'Bench press: ○○'], []])
})

test('a logged set that is removed is deleted on the server; after an undo, the same numbers are logged again', async () => {
  const { on, app, first } = await training('fine')
  app.session.getState().completeSet(first, heavy(5))
  const { completedAt } = app.session.getState().actualSets[first]!
  app.session.getState().removeSet(first)
  app.sync.getState().syncNow()
  await until(() => on.effects.at(-1)?.startsWith('DELETE') === true, 'it leaves the server')
  assert.deepEqual(screen(app), ['Squat: ○', 'Bench press: ○○'])
  undoLast(app)
  app.sync.getState().syncNow()
  await until(() => on.session.actualSets.length === 1, 'it is on the server again')
  const [again] = on.session.actualSets
  assert.deepEqual([again?.reps, again?.weight?.value, again?.completedAt], [5, 102.5, completedAt])
  assert.deepEqual([screen(app), changes(app)], [['Squat: ✓○', 'Bench press: ○○'], []])
})

test('a ✓ taken back by mistake is restored with its numbers, also after a restart; a new ✓ makes the undo pointless', async () => {
  const { on, app, first } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().uncompleteSet(first)
  const after = await relaunch(app, on)
  assert.deepEqual(changes(after), ['setUnticked'])
  undoLast(after)
  assert.deepEqual([after.session.getState().actualSets[first]?.reps, changes(after)], [5, []])
  after.session.getState().uncompleteSet(first)
  after.session.getState().completeSet(first, heavy(3))
  assert.deepEqual(changes(after), [])
})

test('a set becomes a drop set: an open one is logged as that, a logged one is logged again', async () => {
  const { on, app, first, second } = await training('fine')
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().setSetType(first, 'drop')
  app.session.getState().setSetType(second, 'failure')
  app.session.getState().completeSet(second, heavy(3))
  app.sync.getState().syncNow()
  await until(() => app.sync.getState().waiting.length === 0, 'everything is sent')
  assert.deepEqual(Object.fromEntries(on.session.actualSets.map(({ id, setType, reps }) => [id, [setType, reps]])), {
    [first]: ['drop', 5],
    [second]: ['failure', 3],
  })
  const after = await relaunch(app, on)
  assert.deepEqual(after.session.getState().setTypes, { [first]: 'drop', [second]: 'failure' })
})

test('every stamp is later than those before a restart, also of a set whose type was changed last', async () => {
  const { on, app, first } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().setSetType(first, 'drop')
  const { logged_at: last } = app.session.getState().actualSets[first]!
  const after = await relaunch(app, on)
  assert.ok(after.engine.deviceClock.loggedAt() > last)
})

const hackSquat = { exerciseId: exerciseIdOf('Hack squat'), name: 'Hack squat' }

/** Logs a set of each card and answers the exercise name in the log. */
function loggedAs(app: App): string[] {
  const state = app.session.getState()
  const rows = sessionRows(state.plan, state.addedSets, state.removedSetIds, [], state)
  for (const card of rows) for (const { setId } of placesOf([card])) state.completeSet(setId, heavy(5))
  const { actualSets } = app.session.getState()
  return rows.map((card) => {
    const names = new Set(placesOf([card]).map(({ setId }) => `${actualSets[setId]!.exerciseName} ${actualSets[setId]!.exerciseId}`))
    assert.deepEqual([...names], [`${card.name} ${card.exerciseId}`], 'every set of a card is logged as what the card says')
    return card.name
  })
}

test('an exercise that was swapped away is added as one of its own', async () => {
  const { on, app } = await training('offline')
  const squat = on.session.plan[0]!
  app.session.getState().addExercise(legPress)
  app.session.getState().swapExercise(legPress.exerciseId, hackSquat)
  app.session.getState().addExercise(legPress, { sets: 3 })
  assert.deepEqual(screen(app), ['Squat: ○○', 'Bench press: ○○', 'Hack squat: ○', 'Leg press: ○○○'])
  app.session.getState().swapExercise(squat.id, { exerciseId: exerciseIdOf('Front squat'), name: 'Front squat' })
  app.session.getState().addExercise({ exerciseId: squat.exerciseId, name: 'Squat' }, { sets: 2 })
  const after = await relaunch(app, on)
  assert.deepEqual(screen(after), ['Front squat: ○○', 'Bench press: ○○', 'Hack squat: ○', 'Leg press: ○○○', 'Squat: ○○'])
  assert.deepEqual(loggedAs(after), ['Front squat', 'Bench press', 'Hack squat', 'Leg press', 'Squat'])
  const again = await training('offline')
  again.app.session.getState().addExercise(legPress)
  again.app.session.getState().swapExercise(legPress.exerciseId, hackSquat)
  again.app.session.getState().addExercise(legPress, { sets: 3 })
  undoLast(again.app)
  assert.deepEqual(screen(again.app), ['Squat: ○○', 'Bench press: ○○', 'Hack squat: ○'])
})

test('an exercise that replaces another in its place gets one more set there', async () => {
  const { on, app } = await training('offline')
  app.session.getState().swapExercise(on.session.plan[0]!.id, legPress)
  app.session.getState().addExercise(legPress)
  assert.deepEqual(screen(app), ['Leg press: ○○○', 'Bench press: ○○'])
  assert.deepEqual(loggedAs(app), ['Leg press', 'Bench press'])
})

test('a removed exercise that is added again is restored: a planned one with its plan, an added one with the given number of sets', async () => {
  const { on, app } = await training('offline')
  const [squat] = on.session.plan
  const { id: key, exerciseId, name, sets } = squat!
  app.session.getState().removeExercise(
    key,
    sets.map(({ id }) => id),
  )
  app.session.getState().addExercise({ exerciseId, name }, { sets: 2 })
  assert.deepEqual(screen(app), ['Squat: ○○', 'Bench press: ○○'])
  app.session.getState().addExercise(legPress)
  app.session.getState().removeExercise(legPress.exerciseId, [app.session.getState().addedSets[0]!.id])
  app.session.getState().addExercise(legPress, { sets: 3 })
  assert.deepEqual(screen(app), ['Squat: ○○', 'Bench press: ○○', 'Leg press: ○○○'])
})

test('a card and the log agree when the plan takes over a place that the lifter made', async () => {
  const planned = (app: App, on: Server, ...exercises: { exerciseId: string; name: string }[]) => {
    const [squat] = on.session.plan
    const more = exercises.map((exercise, at) => {
      const sets = squat!.sets.map((set) => ({ ...set, id: randomUUID() }))
      return { ...squat!, ...exercise, id: randomUUID(), order: 10 + at, sets }
    })
    app.session.getState().receivePlan({ ...on.session, plan: [...on.session.plan, ...more], planVersion: 2, version: 9 })
  }
  const plain = await training('offline')
  plain.app.session.getState().addExercise(legPress)
  planned(plain.app, plain.on, legPress)
  assert.deepEqual(screen(plain.app), ['Squat: ○○', 'Bench press: ○○', 'Leg press: ○○○'])
  assert.deepEqual(loggedAs(plain.app), ['Squat', 'Bench press', 'Leg press'])

  const swapped = await training('offline')
  swapped.app.session.getState().addExercise(legPress)
  swapped.app.session.getState().swapExercise(legPress.exerciseId, hackSquat)
  planned(swapped.app, swapped.on, legPress, hackSquat)
  assert.deepEqual(screen(swapped.app), ['Squat: ○○', 'Bench press: ○○', 'Leg press: ○○', 'Hack squat: ○○', 'Hack squat: ○'])
  assert.deepEqual(loggedAs(swapped.app), ['Squat', 'Bench press', 'Leg press', 'Hack squat', 'Hack squat'])
})

test('a logged set keeps its name when the coach plans another exercise in its place, in every list and file', async () => {
  const { on, app, first, second } = await training('offline')
  const [squat, bench] = on.session.plan
  app.session.getState().completeSet(first, heavy(5))
  const front = { exerciseId: exerciseIdOf('Front squat'), name: 'Front squat' }
  on.session = { ...on.session, plan: [{ ...squat!, ...front }, bench!], planVersion: 2, version: 9 }
  on.weather = 'fine'
  await app.engine.pull()
  app.session.getState().receivePlan(on.session)
  assert.deepEqual(screen(app), ['Squat: ✓', 'Front squat: ○', 'Bench press: ○○'])
  app.session.getState().completeSet(second, heavy(5))
  app.session.getState().finish()
  await drained(app)
  const { entries, names } = historyOf(app.engine).current()
  assert.deepEqual(
    entries[0]!.facts.exercises.map(({ name }) => name),
    ['Squat', 'Front squat'],
  )
  assert.equal(searchHistory(entries, 'front').length, 1)
  assert.equal(exerciseHistory({ entries, names }, squat!.exerciseId).name, 'Squat')
  assert.match(exportAll(app.engine, 'csv').text, /,Squat,1,working/)
  assert.match(exportAll(app.engine, 'text').text, /Squat/)
  const known = knownExercises(Object.values(app.programme()!.sessions), Object.values(app.engine.logs.current().logs))
  assert.deepEqual(known.find(({ name }) => name === 'Bench press')?.restSeconds, bench!.restSeconds)
  assert.deepEqual(known.map(({ name }) => name).toSorted(), ['Bench press', 'Front squat', 'Squat'])
})
