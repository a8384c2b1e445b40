import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CompleteBody, Session } from '@holdfast/contract'
import type { Fault } from '@holdfast/journal/testing'
import { noSession } from '../store/shownSession.ts'
import { createSessionStore } from '../store/sessionStore.ts'
import { bareEngine } from './bareEngine.ts'
import { kg, minute } from './logParts.ts'
import { newSession } from './server.ts'

const NOW = '2027-01-15T08:00:00.000Z'
const NOW_MS = Date.parse(NOW)
const values = (reps: number) => ({ weight: kg(100), reps, rpe: 8 })

/** The store of a session that was started, and what it writes. */
function opened({ restAuto = true, isStarted = true, session = newSession() } = {}) {
  const pending: (() => void)[] = []
  let isSlow = false
  let fault: Fault | null = null
  const bare = bareEngine({ fault: () => fault, later: (complete) => void (isSlow ? pending.push(complete) : complete()) })
  const store = createSessionStore(bare.engine, { getState: () => ({ restAuto }) })
  if (isStarted) store.getState().startSession(session)
  const sets = session.plan.flatMap((exercise) => exercise.sets.map(({ id }) => ({ id, exerciseId: exercise.exerciseId })))
  const ids = sets.map(({ id }) => id)
  const from = bare.journal.records.length
  /** What was written since the start: events without their session, and what is sent of each. */
  const written = () =>
    bare.journal.records.slice(from).map(({ event, enqueue }) => {
      const { sessionId: _own, ...about } = event as { sessionId: string }
      const operation = enqueue as { method: string; endpoint: string } | undefined
      return [about, operation ? `${operation.method} ${operation.endpoint.split('/').at(-1)}` : null]
    })
  const answer = () => {
    while (pending.length > 0) pending.splice(0).forEach((complete) => complete())
  }
  return {
    ...bare,
    store,
    session,
    ids,
    places: session.plan.map(({ id }) => id),
    exerciseIds: session.plan.map(({ exerciseId }) => exerciseId),
    state: () => store.getState(),
    written,
    last: () => written().at(-1)!,
    slow: (slow = true) => void (isSlow = slow),
    answer,
    step: () => pending.shift()?.(),
    full: (is: Fault | null = 'full') => void (fault = is),
  }
}

const setAs = (id: string, exerciseId: string, exerciseName: string, setOrder: number, reps: number, more: object = {}) => ({
  id,
  exerciseId,
  exerciseName,
  plannedSetId: id,
  setType: 'working',
  setOrder,
  ...values(reps),
  completedAt: NOW,
  logged_at: NOW,
  ...more,
})
const stamp = (ms: number): string => new Date(NOW_MS + ms).toISOString()

test('without a session nothing is shown, and nothing can be logged', () => {
  const { state, journal } = opened({ isStarted: false })
  const { sessionId, isOver, planNews, restAlertFailed, notSaved } = state()
  assert.deepEqual([sessionId, isOver, planNews, restAlertFailed, notSaved], [null, false, false, false, null])
  for (const act of [() => state().completeSet('a', values(5)), () => state().finish(), () => state().skipRest()])
    assert.throws(act, /no session is open/)
  assert.deepEqual([state().elapsedMs(), state().timesToFinish()], [null, null])
  state().reset()
  assert.equal(journal.records.length, 0)
})

test('a session that is started is shown with its plan, from the journal of the moment', () => {
  const { session, state, journal, engine } = opened()
  const { sessionId, title, plan, plannedSets, startedAt, isOver, ended } = state()
  assert.deepEqual([sessionId, title, plan, startedAt, isOver, ended], [session.id, 'Lower A', session.plan, NOW, false, null])
  assert.equal(plannedSets.length, 4)
  assert.deepEqual(
    journal.records.map(({ event }) => event),
    [{ kind: 'sessionStarted', sessionId: session.id, session, startedAt: NOW }],
  )
  assert.equal(
    createSessionStore(engine, { getState: () => ({ restAuto: true }) }).getState().sessionId,
    session.id,
    'also after a start of the app',
  )
})

test('a ✓ is one record: the set as the plan names it, the rest of its place, and what the server is told', () => {
  const { state, ids, exerciseIds, last, engine } = opened()
  let isSaved = false
  state().completeSet(ids[2]!, values(6), (saved) => (isSaved = saved))
  const set = setAs(ids[2]!, exerciseIds[1]!, 'Bench press', 2, 6)
  assert.deepEqual(last(), [{ kind: 'setCompleted', set, rest: { startedAtMs: NOW_MS, endsAtMs: NOW_MS + 120_000 } }, `PUT ${ids[2]}`])
  assert.deepEqual([isSaved, state().actualSets[ids[2]!], state().rest?.endsAtMs], [true, set, NOW_MS + 120_000])
  assert.equal(engine.outbox.snapshot().waiting.length, 1)
})

test('a ✓ begins no rest where the lifter wants none, where the place has none, and once the session is over', () => {
  const restOf = (options: Parameters<typeof opened>[0], before: (of: ReturnType<typeof opened>) => void = () => {}) => {
    const of = opened(options)
    before(of)
    of.state().completeSet(of.ids[0]!, values(5))
    return (of.last()[0] as unknown as { rest: unknown }).rest
  }
  const session = newSession()
  const plan = session.plan.map((exercise) => ({ ...exercise, restSeconds: null }))
  assert.deepEqual(
    [restOf({ restAuto: false }), restOf({ session: { ...session, plan } }), restOf({}, ({ state }) => state().finish())],
    [null, null, null],
  )
})

test('a set logged again keeps when it was lifted and what it is; its correction leaves the rest alone', () => {
  const { state, ids, exerciseIds, clock, last } = opened()
  state().completeSet(ids[0]!, values(5))
  clock.advance(60_000)
  state().updateSet(ids[0]!, values(6))
  const set = setAs(ids[0]!, exerciseIds[0]!, 'Squat', 0, 6, { logged_at: stamp(60_000) })
  assert.deepEqual(last(), [{ kind: 'setCompleted', set }, `PUT ${ids[0]}`])
  assert.equal(state().rest?.endsAtMs, NOW_MS + 120_000)
  clock.advance(60_000)
  state().completeSet(ids[0]!, values(7))
  assert.equal(state().actualSets[ids[0]!]?.completedAt, NOW)
  assert.deepEqual(state().rest, { startedAtMs: NOW_MS + 120_000, endsAtMs: NOW_MS + 240_000 }, 'a ✓ begins it anew')
})

test('what is typed into an open set is a draft that nobody is told of', () => {
  const { state, ids, last } = opened()
  state().updateSet(ids[0]!, values(4))
  assert.deepEqual(last(), [{ kind: 'setDrafted', setId: ids[0], draft: values(4) }, null])
  assert.deepEqual([state().drafts[ids[0]!], state().actualSets], [values(4), {}])
})

test('a ✓ that is taken back says when, and a set without one has nothing to take back', () => {
  const { state, ids, written, last } = opened()
  state().uncompleteSet(ids[0]!)
  assert.deepEqual(written(), [])
  state().completeSet(ids[0]!, values(5))
  state().uncompleteSet(ids[0]!)
  assert.deepEqual(last(), [{ kind: 'setUncompleted', setId: ids[0], logged_at: stamp(1) }, `DELETE ${ids[0]}`])
})

test('a second tap while the first is being written asks for nothing more; other numbers, or another tap after it, do', () => {
  const { state, ids, written, slow, answer } = opened()
  slow()
  const heard: string[] = []
  state().completeSet(ids[0]!, values(5), () => heard.push('first'))
  state().completeSet(ids[0]!, values(5), () => heard.push('again'))
  answer()
  assert.deepEqual([written().length, heard], [1, ['first']])
  state().uncompleteSet(ids[0]!)
  state().uncompleteSet(ids[0]!)
  answer()
  assert.equal(written().length, 2)
  state().completeSet(ids[0]!, values(5))
  state().completeSet(ids[0]!, values(6))
  answer()
  assert.deepEqual([written().length, state().actualSets[ids[0]!]?.reps], [4, 6])
  slow(false)
  state().completeSet(ids[0]!, values(6))
  assert.equal(written().length, 5, 'one after the other is another ✓')
})

test('a number typed while a ✓ is being written corrects it, and while it is being taken back is a draft', () => {
  const { state, ids, written, slow, answer } = opened()
  const kinds = () => written().map(([about]) => (about as unknown as { kind: string }).kind)
  slow()
  state().completeSet(ids[0]!, values(5))
  state().updateSet(ids[0]!, values(6))
  answer()
  assert.deepEqual([kinds(), state().actualSets[ids[0]!]?.reps], [['setCompleted', 'setCompleted'], 6])
  state().uncompleteSet(ids[0]!)
  state().updateSet(ids[0]!, values(7))
  answer()
  assert.deepEqual([kinds().slice(2), state().drafts[ids[0]!]?.reps, state().actualSets], [['setUncompleted', 'setDrafted'], 7, {}])
})

test('what could not be stored is said until something is, with the set and, where the app failed, why', () => {
  const { state, ids, full } = opened()
  full()
  let isSaved: boolean | null = null
  state().completeSet(ids[0]!, values(5), (saved) => (isSaved = saved))
  assert.deepEqual([isSaved, state().notSaved, state().actualSets], [false, { why: 'full', setId: ids[0] }, {}])
  state().setSessionNotes('x')
  assert.deepEqual(state().notSaved, { why: 'full', setId: null })
  full(null)
  state().setSessionNotes('x')
  assert.equal(state().notSaved, null)
})

test('what is saved as always is no news to any row', () => {
  const { state, store, ids } = opened()
  let heard = 0
  store.subscribe(() => heard++)
  state().completeSet(ids[0]!, values(5))
  assert.equal(heard, 1)
})

test('a set is added to a place, and to an exercise nobody planned', () => {
  const { state, places, exerciseIds, last } = opened()
  state().addSet(places[1]!)
  const [{ set }] = last() as unknown as [{ set: { id: string } }]
  assert.deepEqual(last(), [
    { kind: 'setAdded', set: { id: set.id, exerciseId: exerciseIds[1], setType: 'working', key: places[1] } },
    null,
  ])
  const other = newSession().id
  state().addSet(other)
  assert.deepEqual(state().addedSets[1]?.exerciseId, other)
})

test('a set that is removed leaves the server where it was logged, and only the screen where it was not', () => {
  const { state, ids, last } = opened()
  state().removeSet(ids[0]!)
  assert.deepEqual(last(), [{ kind: 'setRemoved', setId: ids[0], logged_at: NOW }, null])
  state().completeSet(ids[1]!, values(5))
  state().removeSet(ids[1]!)
  assert.deepEqual(last(), [{ kind: 'setRemoved', setId: ids[1], logged_at: stamp(2) }, `DELETE ${ids[1]}`])
})

test('a set that becomes another type is logged again as that; an open one is logged as that later', () => {
  const { state, ids, exerciseIds, last } = opened()
  state().setSetType(ids[1]!, 'drop')
  assert.deepEqual(last(), [{ kind: 'setTypeChanged', setId: ids[1], setType: 'drop', set: null }, null])
  state().completeSet(ids[1]!, values(5))
  assert.equal(state().actualSets[ids[1]!]?.setType, 'drop')
  state().setSetType(ids[1]!, 'failure')
  const set = setAs(ids[1]!, exerciseIds[0]!, 'Squat', 1, 5, { setType: 'failure', completedAt: NOW, logged_at: stamp(2) })
  assert.deepEqual(last(), [{ kind: 'setTypeChanged', setId: ids[1], setType: 'failure', set }, `PUT ${ids[1]}`])
})

test('an exercise is added with its sets and its rest: one set and two minutes, unless it says others', () => {
  const { state, last } = opened()
  const curl = { exerciseId: newSession().id, name: 'Curl' }
  state().addExercise(curl)
  const added = () => last()[0] as unknown as { exercise: object; sets: { id: string; key: string }[] }
  assert.deepEqual(added().exercise, { ...curl, restSeconds: 120 })
  assert.deepEqual(
    added().sets.map(({ key }) => key),
    [curl.exerciseId],
  )
  const dip = { exerciseId: newSession().id, name: 'Dip' }
  state().addExercise(dip, { sets: 3, restSeconds: null })
  assert.deepEqual([added().exercise, added().sets.length], [{ ...dip, restSeconds: null }, 3])
  assert.equal(new Set(added().sets.map(({ id }) => id)).size, 3)
})

test('an exercise that stands here gets a set more; a removed planned one comes back; one swapped away gets a place of its own', () => {
  const { state, places, ids, exerciseIds, last } = opened()
  const squat = { exerciseId: exerciseIds[0]!, name: 'Squat' }
  state().addExercise(squat)
  assert.equal((last()[0] as unknown as { set: { key: string } }).set.key, places[0])
  state().removeExercise(places[0]!, [ids[0]!, ids[1]!])
  state().removeSet(ids[2]!)
  state().addExercise(squat)
  assert.deepEqual(last(), [{ kind: 'exerciseRestored', key: places[0], setIds: [ids[0], ids[1]] }, null])
  const curl = { exerciseId: newSession().id, name: 'Curl' }
  state().addExercise(curl)
  state().swapExercise(curl.exerciseId, { exerciseId: newSession().id, name: 'Row' })
  state().addExercise(curl)
  const { exercise, sets } = last()[0] as unknown as { exercise: { key: string }; sets: { key: string }[] }
  assert.notEqual(exercise.key, undefined)
  assert.notEqual(exercise.key, curl.exerciseId)
  assert.deepEqual(
    sets.map(({ key }) => key),
    [exercise.key],
  )
})

test('an exercise is swapped in its place; choosing its own again goes back to it', () => {
  const { state, places, exerciseIds, last } = opened()
  const row = { exerciseId: newSession().id, name: 'Row' }
  state().swapExercise(places[0]!, row)
  assert.deepEqual(last(), [{ kind: 'exerciseSwapped', key: places[0], exercise: row }, null])
  state().swapExercise(places[0]!, { exerciseId: exerciseIds[0]!, name: 'Squat' })
  assert.deepEqual(last(), [{ kind: 'exerciseSwapped', key: places[0], exercise: null }, null])
  state().swapExercise(row.exerciseId, row)
  assert.deepEqual(last()[0], { kind: 'exerciseSwapped', key: row.exerciseId, exercise: null }, 'a place called by its exercise')
})

test('removing an exercise takes only its open sets off the screen', () => {
  const { state, places, ids, last } = opened()
  state().completeSet(ids[0]!, values(5))
  state().removeExercise(places[0]!, [ids[0]!, ids[1]!])
  assert.deepEqual(last(), [{ kind: 'exerciseRemoved', key: places[0], setIds: [ids[1]] }, null])
})

test('exercises are ordered by their places', () => {
  const { state, places, last } = opened()
  state().orderExercises(places[1]!, [places[1]!, places[0]!])
  assert.deepEqual(last(), [{ kind: 'exercisesOrdered', key: places[1], keys: [places[1], places[0]] }, null])
})

test('each change can be taken back, by the record that takes it back', () => {
  const { state, places, ids, last } = opened()
  const undo = () => state().undo(state().changes.at(-1)!)
  const about = () => last()[0] as unknown as Record<string, unknown>
  state().completeSet(ids[0]!, values(5))
  state().uncompleteSet(ids[0]!)
  undo()
  assert.deepEqual(
    [about()['kind'], (about()['set'] as { logged_at: string }).logged_at, last()[1]],
    ['setCompleted', stamp(2), `PUT ${ids[0]}`],
  )
  state().removeSet(ids[0]!)
  undo()
  assert.deepEqual(
    [about()['kind'], (about()['set'] as { logged_at: string }).logged_at, last()[1]],
    ['setRestored', stamp(4), `PUT ${ids[0]}`],
  )
  state().removeSet(ids[1]!)
  undo()
  assert.deepEqual(last(), [{ kind: 'setRestored', setId: ids[1], set: null }, null])
  state().addSet(places[0]!)
  const { id } = state().addedSets[0]!
  undo()
  assert.deepEqual([about()['kind'], about()['setId'], about()['undoes'], last()[1]], ['setRemoved', id, true, null])
  state().swapExercise(places[0]!, { exerciseId: newSession().id, name: 'Row' })
  undo()
  assert.deepEqual(last(), [{ kind: 'exerciseSwapped', key: places[0], exercise: null }, null])
  state().removeExercise(places[1]!, [ids[2]!])
  undo()
  assert.deepEqual(last(), [{ kind: 'exerciseRestored', key: places[1], setIds: [ids[2]] }, null])
  state().orderExercises(places[1]!, [places[1]!, places[0]!])
  undo()
  assert.deepEqual(last(), [{ kind: 'exercisesOrdered', key: places[1], keys: [], undoes: true }, null])
  assert.deepEqual(state().changes, [])
})

test('taking an added exercise back takes its open sets off the screen, and no other’s', () => {
  const { state, last, places } = opened()
  const curl = { exerciseId: newSession().id, name: 'Curl' }
  state().addSet(places[0]!)
  state().addExercise(curl, { sets: 2 })
  const [, logged, open] = state().addedSets.map(({ id }) => id)
  state().completeSet(logged!, values(5))
  state().undo({ kind: 'exerciseAdded', key: curl.exerciseId })
  assert.deepEqual(last(), [{ kind: 'exerciseRemoved', key: curl.exerciseId, setIds: [open], undoes: true }, null])
})

test('a rest is moved from where it is on the wall clock now, and is over when it is skipped; without one there is nothing to move', () => {
  const { state, ids, clock, written, last } = opened()
  state().adjustRest(15_000)
  assert.deepEqual(written(), [])
  state().completeSet(ids[0]!, values(5))
  assert.equal(state().restLeftMs(state().rest!), 120_000)
  clock.setWall(NOW_MS + 3_600_000)
  state().adjustRest(15_000)
  assert.deepEqual(last(), [{ kind: 'restChanged', rest: { startedAtMs: NOW_MS + 3_600_000, endsAtMs: NOW_MS + 3_735_000 } }, null])
  state().skipRest()
  assert.deepEqual([last(), state().rest], [[{ kind: 'restChanged', rest: null }, null], null])
})

test('a session goes on from its start, and proposes its times; both are null once nothing was lifted for hours', () => {
  const { state, clock } = opened()
  clock.advance(60_000)
  assert.deepEqual([state().elapsedMs(), state().nowMs()], [60_000, NOW_MS + 60_000])
  assert.deepEqual(state().timesToFinish(), { startedAt: NOW, completedAt: minute(1), isQuiet: false })
  clock.advance(5 * 3_600_000)
  assert.equal(state().elapsedMs(), null)
})

test('words are written as typed, notes as far as they can be stored', () => {
  const { state, last } = opened()
  state().setSessionRpe(8.5)
  assert.deepEqual(last(), [{ kind: 'sessionRpeSet', sessionRpe: 8.5 }, null])
  state().setSessionNotes('n'.repeat(2_100))
  assert.deepEqual([last()[1], state().sessionNotes.length], [null, 2_000])
})

test('a finish ends the session with its times, or those the lifter says', () => {
  const { state, ids, engine, clock } = opened()
  state().completeSet(ids[0]!, values(5))
  clock.advance(60_000)
  let isSaved = false
  state().finish((saved) => (isSaved = saved))
  const body = () => engine.outbox.snapshot().waiting.at(-1)!.body as CompleteBody
  assert.deepEqual([isSaved, state().isOver, body().startedAt, body().completedAt], [true, true, NOW, minute(1)])
  const times = { startedAt: minute(-10), completedAt: minute(-5) }
  state().finish(undefined, times)
  assert.deepEqual([state().timesToFinish(), body().completedAt], [times, times.completedAt])
})

test('a set that is added to a finished workout was lifted in it', () => {
  const { state, ids } = opened()
  state().finish(undefined, { startedAt: minute(-60), completedAt: minute(-30) })
  state().completeSet(ids[0]!, values(5))
  assert.equal(state().actualSets[ids[0]!]?.completedAt, minute(-30))
})

test('a workout outside the programme is made on the device, and the caller receives its id', () => {
  const { state, journal } = opened({ isStarted: false })
  let made: [boolean, string] | null = null
  state().startUnplanned('Evening', '2027-01-14', (saved, id) => (made = [saved, id]))
  const { sessionId, title, scheduledOn, unplanned, plan } = state()
  assert.deepEqual([made, title, scheduledOn, unplanned, plan], [[true, sessionId], 'Evening', '2027-01-14', true, []])
  assert.equal((journal.records[0]!.event as { startedAt: string }).startedAt, NOW)
})

test('a session is left, reopened and discarded by one record each', () => {
  const { state, session, last } = opened()
  state().finish()
  state().reset()
  assert.deepEqual([last(), state().sessionId], [[{ kind: 'sessionLeft' }, null], noSession.sessionId])
  state().reopen(session.id)
  assert.deepEqual([last(), state().sessionId, state().isOver], [[{ kind: 'sessionReopened' }, null], session.id, false])
  state().discard(session.id)
  assert.deepEqual([last(), state().sessionId], [[{ kind: 'sessionDiscarded' }, null], null])
})

test('a newer plan is shown, with a note until it is seen; an older one, or another session’s, is not', () => {
  const { state, session, store } = opened()
  const planned = (planVersion: number, more: Partial<Session> = {}): Session => ({
    ...session,
    planVersion,
    title: `plan ${planVersion}`,
    ...more,
  })
  state().receivePlan(planned(3))
  assert.deepEqual([state().title, state().planVersion, state().planNews], ['plan 3', 3, true])
  state().seenPlanNews()
  assert.equal(state().planNews, false)
  state().receivePlan(planned(2))
  state().receivePlan({ ...planned(9), id: newSession().id })
  assert.deepEqual([state().planVersion, state().planNews], [3, false])
  state().setSessionRpe(8)
  assert.equal(state().planVersion, 3, 'nor with the next change')
  let heard = 0
  store.subscribe(() => heard++)
  state().receivePlan(planned(3))
  assert.equal(heard, 0, 'the same plan is no news')
})

test('a session the server finished is over here: what changes now is a correction, and its plan is no news', () => {
  const { state, session, ids } = opened()
  state().receivePlan({ ...session, status: 'completed', startedAt: minute(-60), completedAt: minute(-30) })
  assert.deepEqual([state().isOver, state().planNews], [true, false])
  state().completeSet(ids[0]!, values(5))
  assert.equal(state().actualSets[ids[0]!]?.completedAt, minute(-30))
  const other = opened()
  other.state().receivePlan({ ...other.session, planVersion: 2, status: 'completed', startedAt: minute(-60), completedAt: minute(-30) })
  assert.deepEqual([other.state().planVersion, other.state().planNews], [2, false])
})

test('a set that was taken off the screen meanwhile is logged all the same, as what it was', () => {
  const { state, places, ids, exerciseIds, slow, answer } = opened()
  slow()
  state().swapExercise(places[0]!, { exerciseId: newSession().id, name: 'Row' })
  state().completeSet(ids[0]!, values(5))
  answer()
  assert.equal(state().actualSets[ids[0]!]?.exerciseId, exerciseIds[0])
})

test('numbers that replace others while those are being written are asked for once, until they are on disk', () => {
  const { state, ids, written, slow, answer, step } = opened()
  slow()
  state().completeSet(ids[0]!, values(5))
  state().completeSet(ids[0]!, values(6))
  while (written().length === 0) step()
  state().completeSet(ids[0]!, values(6))
  answer()
  assert.equal(written().length, 2)
  state().completeSet(ids[0]!, values(6))
  answer()
  assert.equal(written().length, 3)
})

test('a number typed into a set that looked open is a draft, although it was logged elsewhere meanwhile', () => {
  const { state, session, ids, exerciseIds, engine, slow, answer } = opened()
  slow()
  const set = setAs(ids[0]!, exerciseIds[0]!, 'Squat', 0, 9) as never
  engine.record({ kind: 'setCompleted', sessionId: session.id, set }, null)
  state().updateSet(ids[0]!, values(4))
  answer()
  assert.deepEqual([state().actualSets[ids[0]!]?.reps, state().drafts[ids[0]!]?.reps], [9, 4])
})

test('a removed exercise that comes back brings only the sets that were off the screen', () => {
  const { state, places, ids, exerciseIds, last } = opened()
  state().removeExercise(places[0]!, [ids[1]!])
  state().addExercise({ exerciseId: exerciseIds[0]!, name: 'Squat' })
  assert.deepEqual(last(), [{ kind: 'exerciseRestored', key: places[0], setIds: [ids[1]] }, null])
})

test('a move is taken back to the order before it', () => {
  const { state, places, last } = opened()
  state().orderExercises(places[1]!, [places[1]!, places[0]!])
  state().orderExercises(places[1]!, [places[0]!, places[1]!])
  state().undo(state().changes.at(-1)!)
  assert.deepEqual(last(), [{ kind: 'exercisesOrdered', key: places[1], keys: [places[1], places[0]], undoes: true }, null])
})

test('what the server told of one session says nothing of the next one', () => {
  const { state, session } = opened()
  state().receivePlan({ ...session, status: 'completed', startedAt: minute(-60), completedAt: minute(-30) })
  const next = newSession()
  state().startSession(next)
  const { id } = next.plan[0]!.sets[0]!
  state().completeSet(id, values(5))
  assert.deepEqual([state().isOver, state().actualSets[id]?.completedAt], [false, NOW])
})

test('what the app itself could not write is said with why', () => {
  const { state, ids } = opened()
  state().completeSet(ids[0]!, { ...values(5), reps: 5n as never })
  const { why, setId, detail } = state().notSaved!
  assert.deepEqual([why, setId, typeof detail], ['failed', ids[0], 'string'])
})
