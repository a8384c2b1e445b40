import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ActualSet } from '@holdfast/contract'
import { applyEvent, foldEvents, type SessionLog, type SessionLogs } from '../sync/session/sessionLog.ts'
import type { LifterEvent } from '../sync/session/lifterEvent.ts'
import { event, kg, logAfter, minute, sessionOf, setOf, started, type About } from './logParts.ts'

const done = (set: ActualSet): About => ({ kind: 'setCompleted', set })
const undone = (setId: string, at?: string): About => ({ kind: 'setUncompleted', setId, ...(at === undefined ? {} : { logged_at: at }) })
const numbers = ({ actualSets }: SessionLog) => Object.fromEntries(Object.values(actualSets).map(({ id, reps }) => [id, reps]))
const rest = { startedAtMs: 1, endsAtMs: 2 }
const finished: About = { kind: 'sessionFinished', completedAt: minute(60), logged_at: minute(61) }
const lower = (...events: readonly LifterEvent[]): SessionLog => foldEvents(events).logs['lower']!
const over = { status: 'completed', startedAt: minute(2), completedAt: minute(50), logged_at: minute(51) } as const

test('a session that is started is an empty log of it, and the one on screen', () => {
  const session = sessionOf({ notes: 'slow', sessionRpe: 7 })
  const logs = foldEvents([started(session)])
  assert.deepEqual([logs.currentId, logs.lastId], ['lower', 'lower'])
  assert.deepEqual(logs.logs['lower'], {
    sessionId: 'lower',
    session,
    unplanned: false,
    startedAt: minute(0),
    startedAtVersion: 5,
    actualSets: {},
    takenBack: [],
    drafts: {},
    addedSets: [],
    removedSetIds: [],
    addedExercises: [],
    swaps: {},
    removedExercises: [],
    exerciseOrder: [],
    setTypes: {},
    rest: null,
    changes: [],
    sessionRpe: 7,
    notes: 'slow',
    own: {},
    ownNotes: 'none',
    ownRpe: 'none',
    toldVersion: 5,
    ended: null,
    reopened: null,
  })
})

test('a session begun on another device is gone on with: its start, its sets, and the sets and exercises that were added to it', () => {
  const sets = [
    setOf('s1'),
    setOf('x1', { exerciseId: 'press', exerciseName: 'PRESS', plannedSetId: null, setType: 'drop' }),
    setOf('x2', { exerciseId: 'curl', exerciseName: 'Curl', plannedSetId: null }),
    setOf('x3', { exerciseId: 'curl', exerciseName: 'Curl', plannedSetId: null }),
    setOf('x4', { exerciseId: 'dip', plannedSetId: null }),
  ]
  const log = lower(started(sessionOf({ startedAt: minute(-5), actualSets: sets })))
  assert.deepEqual(log.startedAt, minute(-5))
  assert.deepEqual(log.actualSets, Object.fromEntries(sets.map((set) => [set.id, set])))
  assert.deepEqual(log.addedSets, [
    { id: 'x1', exerciseId: 'press', setType: 'drop' },
    { id: 'x2', exerciseId: 'curl', setType: 'working' },
    { id: 'x3', exerciseId: 'curl', setType: 'working' },
    { id: 'x4', exerciseId: 'dip', setType: 'working' },
  ])
  assert.deepEqual(log.addedExercises, [{ exerciseId: 'curl', name: 'Curl', restSeconds: null }], 'once, and only one that has a name')
})

test('only a workout made on this device says that it is unplanned', () => {
  const start = started()
  assert.deepEqual(
    [true, false].map((unplanned) => lower({ ...start, unplanned } as LifterEvent).unplanned),
    [true, false],
  )
})

test('a finished session that is started is over, with its times; one skipped, or without an end, is not', () => {
  const endOf = (more: object) => lower(started(sessionOf({ ...over, ...more }))).ended
  assert.deepEqual(endOf({}), { at: 'finished', completedAt: minute(50), logged_at: minute(51) })
  assert.deepEqual(endOf({ logged_at: null }), { at: 'finished', completedAt: minute(50), logged_at: minute(50) })
  assert.deepEqual([endOf({ completedAt: null }), endOf({ status: 'skipped' }), endOf({ status: 'in_progress' })], [null, null, null])
})

test('started again, a log keeps what is in it, takes a skip back, and knows the version that was seen', () => {
  const again = started(sessionOf({ version: 9, notes: 'theirs' }), minute(30))
  const log = lower(started(), event(done(setOf('s1'))), event({ kind: 'restChanged', rest }), again)
  assert.deepEqual([numbers(log), log.startedAt, log.startedAtVersion, log.notes, log.rest], [{ s1: 5 }, minute(0), 9, '', rest])
  const skipped = event({ kind: 'sessionSkipped', reason: 'sick', logged_at: minute(3) })
  const goesOn = lower(started(), event(done(setOf('s1'))), skipped, again)
  assert.deepEqual([goesOn.ended, numbers(goesOn), goesOn.sessionId], [null, { s1: 5 }, 'lower'])
})

test('started again once it was finished elsewhere, a log is over with the times that were told', () => {
  const told = sessionOf({ ...over, version: 8 })
  const log = lower(started(), event({ kind: 'restChanged', rest }), started(told))
  assert.deepEqual(
    [log.ended, log.startedAt, log.rest, log.reopened],
    [{ at: 'finished', completedAt: minute(50), logged_at: minute(51) }, minute(2), null, null],
  )
  const skipped = event({ kind: 'sessionSkipped', reason: null, logged_at: minute(3) })
  assert.deepEqual(lower(started(), skipped, started(told)).ended, log.ended)
  const reopened = lower(started(), event(finished), event({ kind: 'sessionReopened' }), started(told))
  assert.deepEqual([reopened.ended, reopened.reopened], [log.ended, null])
  assert.equal(lower(started(), started({ ...told, startedAt: null })).startedAt, minute(0), 'its own start where none is told')
})

test('started again after its own finish, a log keeps its stamp; other times that are told count, equal ones change nothing', () => {
  const own = { at: 'finished', completedAt: minute(60), logged_at: minute(61) }
  const again = (more: object) => lower(started(), event(finished), started(sessionOf({ ...over, startedAt: null, ...more })))
  assert.deepEqual(again({}).ended, { ...own, completedAt: minute(50) })
  assert.deepEqual(
    [again({ startedAt: minute(3) }).startedAt, again({ startedAt: minute(3) }).ended],
    [minute(3), { ...own, completedAt: minute(50) }],
  )
  assert.deepEqual(again({ completedAt: minute(60), startedAt: minute(3) }).startedAt, minute(3))
  const withRest = [started(), event(finished), event({ kind: 'restChanged', rest })]
  const same = lower(...withRest, started(sessionOf({ ...over, startedAt: minute(0), completedAt: minute(60) })))
  assert.deepEqual([same.ended, same.rest], [own, rest])
})

test('a session that is left is not on screen, stays the last that was, and rests no more', () => {
  const resting = event({ kind: 'restChanged', rest })
  const logs = foldEvents([started(), resting, event({ kind: 'sessionLeft' })])
  assert.deepEqual([logs.currentId, logs.lastId, logs.logs['lower']?.rest], [null, 'lower', null])
  const other = started({ ...sessionOf(), id: 'upper' })
  const two = foldEvents([started(), { ...other, sessionId: 'upper' }, resting, event({ kind: 'sessionLeft' })])
  assert.deepEqual([two.currentId, two.lastId, two.logs['lower']?.rest], ['upper', 'upper', null], 'leaving one leaves no other')
})

test('a session that is discarded is gone; what is said of it then changes nothing', () => {
  const before = foldEvents([started()])
  const gone = applyEvent(before, event({ kind: 'sessionDiscarded' }))
  assert.deepEqual(gone, { logs: {}, currentId: null, lastId: 'lower' })
  assert.equal(before.logs['lower']?.sessionId, 'lower', 'what was handed out stays')
  for (const about of [done(setOf('s1')), finished, { kind: 'sessionDiscarded' }] as const)
    assert.equal(applyEvent(gone, event(about)), gone)
  const elsewhere: SessionLogs = { logs: {}, currentId: 'lower', lastId: 'lower' }
  assert.equal(applyEvent(elsewhere, event({ kind: 'sessionDiscarded' })), elsewhere)
  assert.equal(applyEvent(elsewhere, event({ kind: 'sessionLeft' })).currentId, null)
})

test('events one by one make the same logs as all at once, and the logs before each stay as they were', () => {
  const events = [started(), event(done(setOf('s1'))), event(undone('s1', minute(2))), event(finished), event({ kind: 'sessionReopened' })]
  let logs: SessionLogs = { logs: {}, currentId: null, lastId: null }
  for (const one of events) {
    const frozen = structuredClone(logs)
    const after = applyEvent(logs, one)
    assert.deepEqual(logs, frozen)
    logs = after
  }
  assert.deepEqual(logs, foldEvents(events))
})

test('an imported workout is finished history that is not on screen, and changes no log that is here', () => {
  const imported = (more: object): LifterEvent => event({ kind: 'workoutImported', session: sessionOf({ ...over, ...more }) })
  const logs = foldEvents([imported({})])
  const log = logs.logs['lower']!
  assert.deepEqual([logs.currentId, logs.lastId, log.unplanned, log.startedAt], [null, null, true, minute(2)])
  assert.deepEqual(log.ended, { at: 'finished', completedAt: minute(50), logged_at: minute(51) })
  const here = foldEvents([started()])
  assert.deepEqual(applyEvent(here, imported({})), here)
  const none: SessionLogs = foldEvents([])
  for (const lacking of [{ startedAt: null }, { completedAt: null }, { logged_at: null }])
    assert.equal(applyEvent(none, imported(lacking)), none)
})

test('a ✓ logs the set and starts its rest; null ends a rest, and a correction leaves it alone', () => {
  const log = logAfter({ ...done(setOf('s1')), rest } as About)
  assert.deepEqual([log.actualSets, log.rest], [{ s1: setOf('s1') }, rest])
  assert.deepEqual(log.own, { s1: { loggedAt: minute(1), before: [], wasTakenBack: false } })
  const corrected = setOf('s1', { reps: 6, logged_at: minute(4) })
  const after = logAfter({ ...done(setOf('s1')), rest } as About, done(corrected))
  assert.deepEqual([after.actualSets, after.rest], [{ s1: corrected }, rest])
  assert.deepEqual(after.own, { s1: { loggedAt: minute(4), before: [setOf('s1')], wasTakenBack: false } })
  assert.equal(logAfter({ kind: 'restChanged', rest }, { ...done(setOf('s1')), rest: null } as About).rest, null)
})

test('a ✓ that goes leaves its numbers in the cells, and is remembered as taken back until it comes again', () => {
  const set = setOf('s1', { weight: kg(80), reps: 3, rpe: 9 })
  const log = logAfter(done(set), done(setOf('s2')), undone('s1', minute(7)))
  assert.deepEqual([numbers(log), log.takenBack], [{ s2: 5 }, [{ id: 's1', logged_at: minute(7) }]])
  assert.deepEqual(log.drafts, { s1: { weight: kg(80), reps: 3, rpe: 9 } })
  assert.deepEqual(log.own['s1'], { loggedAt: minute(7), before: [set], wasTakenBack: true })
  const again = logAfter(done(set), undone('s1', minute(7)), done(setOf('s1', { logged_at: minute(8) })))
  assert.deepEqual(again.takenBack, [])
  assert.deepEqual(again.own['s1'], { loggedAt: minute(8), before: [set], wasTakenBack: true }, 'that it was taken back stays known')
})

test('a ✓ that goes says when where it is known, once for each set, the last one last; a set that has none changes nothing', () => {
  const old = logAfter(done(setOf('s1')), undone('s1'))
  assert.deepEqual([old.takenBack, old.own['s1']?.loggedAt], [['s1'], minute(1)])
  const twice = [done(setOf('s1')), undone('s1', minute(2)), done(setOf('s2')), undone('s2', minute(3))]
  const log = logAfter(...twice, done(setOf('s1')), undone('s1', minute(4)))
  assert.deepEqual(log.takenBack, [
    { id: 's2', logged_at: minute(3) },
    { id: 's1', logged_at: minute(4) },
  ])
  const none = logAfter(undone('s1', minute(2)))
  assert.deepEqual([none.takenBack, none.own, none.drafts], [[], {}, {}])
})

test('the last 20 versions of a set and the last 200 sets that were taken back are remembered', () => {
  const versions = Array.from({ length: 23 }, (_, reps) => done(setOf('s1', { reps })))
  const { before } = logAfter(...versions).own['s1']!
  assert.deepEqual([before.length, before[0]?.reps, before.at(-1)?.reps], [20, 2, 21])
  const many = Array.from({ length: 202 }, (_, n) => `x${n}`)
  const { takenBack } = logAfter(...many.flatMap((id) => [done(setOf(id)), undone(id)]))
  assert.deepEqual([takenBack.length, takenBack[0], takenBack.at(-1)], [200, 'x2', 'x201'])
})

test('a set that is removed loses its ✓ and its row; restored, both are back', () => {
  const removed: About[] = [
    done(setOf('s1')),
    { kind: 'setRemoved', setId: 's1', logged_at: minute(3) },
    { kind: 'setRemoved', setId: 's2' },
  ]
  const log = logAfter(...removed)
  assert.deepEqual([log.actualSets, log.removedSetIds, log.takenBack], [{}, ['s1', 's2'], [{ id: 's1', logged_at: minute(3) }]])
  const back = logAfter(...removed, { kind: 'setRestored', setId: 's1', set: setOf('s1', { reps: 4 }) })
  assert.deepEqual([numbers(back), back.removedSetIds, back.takenBack], [{ s1: 4 }, ['s2'], []])
  const open = logAfter(...removed, { kind: 'setRestored', setId: 's2', set: null })
  assert.deepEqual([open.actualSets, open.removedSetIds, open.takenBack.length], [{}, ['s1'], 1], 'one that was open is open again')
})

test('a set changes its type, logged or not', () => {
  const typed: About = { kind: 'setTypeChanged', setId: 's2', setType: 'warmup', set: null }
  const log = logAfter(
    done(setOf('s1')),
    { kind: 'setTypeChanged', setId: 's1', setType: 'drop', set: setOf('s1', { setType: 'drop' }) },
    typed,
  )
  assert.deepEqual([log.setTypes, log.actualSets], [{ s1: 'drop', s2: 'warmup' }, { s1: setOf('s1', { setType: 'drop' }) }])
})

test('sets, exercises and drafts that are added stand behind those before', () => {
  const added = (id: string) => ({ id, exerciseId: 'squat', setType: 'working' }) as const
  const curl = { exerciseId: 'curl', name: 'Curl', restSeconds: 60 }
  const dip = { exerciseId: 'dip', name: 'Dip', restSeconds: null }
  const draft = (reps: number) => ({ weight: null, reps, rpe: null })
  const log = logAfter(
    { kind: 'setAdded', set: added('x1') },
    { kind: 'exerciseAdded', exercise: curl, sets: [added('x2'), added('x3')] },
    { kind: 'exerciseAdded', exercise: dip, sets: [added('x4')] },
    { kind: 'setAdded', set: added('x5') },
    { kind: 'setDrafted', setId: 's1', draft: draft(3) },
    { kind: 'setDrafted', setId: 's2', draft: draft(4) },
    { kind: 'setDrafted', setId: 's1', draft: draft(5) },
  )
  assert.deepEqual(log.addedSets, ['x1', 'x2', 'x3', 'x4', 'x5'].map(added))
  assert.deepEqual([log.addedExercises, log.drafts], [[curl, dip], { s1: draft(5), s2: draft(4) }])
})

test('an exercise is swapped, swapped on and swapped back, each place for itself', () => {
  const swap = (key: string, name: string | null): About => ({
    kind: 'exerciseSwapped',
    key,
    exercise: name === null ? null : { exerciseId: name, name },
  })
  const curl = { exerciseId: 'curl', name: 'curl' }
  assert.deepEqual(logAfter(swap('a', 'dip'), swap('b', 'row'), swap('a', 'curl')).swaps, {
    a: curl,
    b: { exerciseId: 'row', name: 'row' },
  })
  assert.deepEqual(logAfter(swap('a', 'curl'), swap('b', 'row'), swap('b', null)).swaps, { a: curl })
})

test('an exercise that is removed takes its open sets off the screen; restored, only they come back', () => {
  const remove = (key: string, setIds: string[]): About => ({ kind: 'exerciseRemoved', key, setIds })
  const gone: About[] = [{ kind: 'setRemoved', setId: 'p1' }, remove('squats', ['s1', 's2']), remove('dips', ['x1'])]
  const log = logAfter(...gone)
  assert.deepEqual(
    [log.removedExercises, log.removedSetIds],
    [
      ['squats', 'dips'],
      ['p1', 's1', 's2', 'x1'],
    ],
  )
  const back = logAfter(...gone, { kind: 'exerciseRestored', key: 'squats', setIds: ['s1', 's2'] })
  assert.deepEqual([back.removedExercises, back.removedSetIds], [['dips'], ['p1', 'x1']])
})

test('the order of the exercises is the last one the lifter wanted', () => {
  const ordered = (...keys: string[]): About => ({ kind: 'exercisesOrdered', key: keys[0]!, keys })
  assert.deepEqual(logAfter(ordered('b', 'a'), ordered('c', 'b', 'a')).exerciseOrder, ['c', 'b', 'a'])
})

test('words are unsent from when they were written until a finish tells them, and unsent again once they change', () => {
  const wrote: About = { kind: 'notesWritten', notes: 'heavy' }
  const felt: About = { kind: 'sessionRpeSet', sessionRpe: 8.5 }
  const words = ({ notes, ownNotes, sessionRpe, ownRpe }: SessionLog) => [notes, ownNotes, sessionRpe, ownRpe]
  assert.deepEqual(words(logAfter(wrote)), ['heavy', 'unsent', null, 'none'])
  assert.deepEqual(words(logAfter(felt)), ['', 'none', 8.5, 'unsent'])
  assert.deepEqual(words(logAfter(wrote, finished)), ['heavy', 'finished', null, 'none'])
  assert.deepEqual(words(logAfter(felt, finished)), ['', 'none', 8.5, 'finished'])
  assert.deepEqual(words(logAfter(felt, finished, finished, wrote)), ['heavy', 'unsent', 8.5, 'finished'])
})

test('a finish ends the session and its rest, and puts the start right where it says one', () => {
  const log = logAfter({ kind: 'restChanged', rest }, finished)
  assert.deepEqual(
    [log.ended, log.rest, log.startedAt],
    [{ at: 'finished', completedAt: minute(60), logged_at: minute(61) }, null, minute(0)],
  )
  assert.equal(logAfter({ ...finished, startedAt: minute(10) } as About).startedAt, minute(10))
})

test('a skip ends the session and its rest, with its reason', () => {
  const log = logAfter({ kind: 'restChanged', rest }, { kind: 'sessionSkipped', reason: 'sick', logged_at: minute(3) })
  assert.deepEqual([log.ended, log.rest], [{ at: 'skipped', reason: 'sick' }, null])
})

test('a finish that is taken back is remembered with the sets there were, until the session is finished again', () => {
  const reopened: About = { kind: 'sessionReopened' }
  const back = { at: 'finished', completedAt: minute(60), logged_at: minute(61), actualSets: { s1: setOf('s1') } }
  const log = logAfter(done(setOf('s1')), finished, reopened, done(setOf('s2')))
  assert.deepEqual([log.ended, log.reopened], [null, back])
  assert.deepEqual(logAfter(done(setOf('s1')), finished, reopened, reopened).reopened, back)
  assert.deepEqual(logAfter(finished, reopened, finished).reopened, null)
  assert.deepEqual(logAfter(reopened).reopened, null)
  assert.deepEqual(logAfter({ kind: 'sessionSkipped', reason: null, logged_at: minute(3) }, reopened).reopened, null, 'a skip is no finish')
  const logs = foldEvents([started(), event(finished), event({ kind: 'sessionLeft' }), event(reopened)])
  assert.deepEqual([logs.currentId, logs.lastId], ['lower', 'lower'], 'it is on screen again')
})

test('only a reopened session comes on screen by itself', () => {
  const upper = { ...sessionOf(), id: 'upper' }
  const shownAfter = (about: About) => {
    const logs = foldEvents([started(), { ...started(upper), sessionId: 'upper' } as LifterEvent, event(about)])
    return [logs.currentId, logs.lastId]
  }
  assert.deepEqual(
    [shownAfter(finished), shownAfter({ kind: 'sessionReopened' })],
    [
      ['upper', 'upper'],
      ['lower', 'lower'],
    ],
  )
})

test('a session the server does not know any more is one outside the programme', () => {
  assert.deepEqual([logAfter().unplanned, logAfter({ kind: 'sessionSeparated' }).unplanned], [false, true])
})

test('what another device said newer is in the log as if it had been there: sets, words, and who said them', () => {
  const theirs = setOf('s1', { reps: 8 })
  const taken: About = { kind: 'changesTaken', version: 9, sets: [theirs], goneIds: ['s2', 'p1'], notes: 'theirs', sessionRpe: 6 }
  const mine: About[] = [done(setOf('s1')), done(setOf('s2', { weight: kg(70), reps: 2, rpe: 9 })), { kind: 'notesWritten', notes: 'mine' }]
  const log = logAfter(...mine, taken)
  assert.deepEqual([log.actualSets, log.own], [{ s1: theirs }, {}])
  assert.deepEqual(log.drafts, { s2: { weight: kg(70), reps: 2, rpe: 9 } }, 'what is gone leaves its numbers in the cells')
  assert.deepEqual([log.notes, log.sessionRpe, log.toldVersion], ['theirs', 6, 9])
  const { notes, sessionRpe, own, drafts } = logAfter(...mine, done(setOf('p1')), {
    kind: 'changesTaken',
    version: 9,
    sets: [],
    goneIds: ['p1'],
  })
  assert.deepEqual([notes, sessionRpe, Object.keys(own), Object.keys(drafts)], ['mine', null, ['s1', 's2'], ['p1']])
})

test('a set another device logged is neither taken back nor removed here any more; the others are', () => {
  const gone = (id: string): About[] => [done(setOf(id)), { kind: 'setRemoved', setId: id, logged_at: minute(3) }]
  const log = logAfter(...gone('s1'), ...gone('s2'), { kind: 'changesTaken', version: 9, sets: [setOf('s1')], goneIds: [] })
  assert.deepEqual([log.removedSetIds, log.takenBack], [['s2'], [{ id: 's2', logged_at: minute(3) }]])
})

test('sets and exercises another device added are added here, once, behind those that are here', () => {
  const curlSet = setOf('x2', { exerciseId: 'curl', exerciseName: 'Curl', plannedSetId: null, setType: 'drop' })
  const dipSet = setOf('x3', { exerciseId: 'dip', exerciseName: 'Dip', plannedSetId: null })
  const curl = { exerciseId: 'curl', name: 'My curl', restSeconds: 60 }
  const here: About[] = [{ kind: 'exerciseAdded', exercise: curl, sets: [{ id: 'x1', exerciseId: 'curl', setType: 'working' }] }]
  const theirs = [setOf('s1'), setOf('x1', { exerciseId: 'curl', plannedSetId: null }), curlSet, dipSet]
  const log = logAfter(...here, { kind: 'changesTaken', version: 9, sets: theirs, goneIds: [] })
  assert.deepEqual(log.addedSets, [
    { id: 'x1', exerciseId: 'curl', setType: 'working' },
    { id: 'x2', exerciseId: 'curl', setType: 'drop' },
    { id: 'x3', exerciseId: 'dip', setType: 'working' },
  ])
  assert.deepEqual(log.addedExercises, [curl, { exerciseId: 'dip', name: 'Dip', restSeconds: null }])
})

test('a log the lifter settled on replaces the one before whole, and is this device’s', () => {
  const settled = {
    startedAt: minute(5),
    completedAt: minute(45),
    planVersion: 1,
    sessionRpe: 9,
    notes: 'settled',
    actualSets: [setOf('s2', { reps: 9, logged_at: minute(12) })],
    logged_at: minute(46),
  }
  const replaced: About = { kind: 'logReplaced', session: sessionOf({ version: 8, startedAt: minute(1), notes: 'other' }), log: settled }
  const log = logAfter(done(setOf('s1')), undone('s1', minute(2)), { kind: 'sessionSeparated' }, replaced)
  assert.deepEqual([numbers(log), log.takenBack, log.drafts, log.changes], [{ s2: 9 }, [], {}, []])
  assert.deepEqual([log.startedAt, log.sessionRpe, log.notes, log.unplanned, log.toldVersion], [minute(5), 9, 'settled', true, 8])
  assert.deepEqual(log.own, { s2: { loggedAt: minute(12), before: [], wasTakenBack: false } })
  assert.deepEqual([log.ownNotes, log.ownRpe], ['finished', 'finished'])
  assert.deepEqual([log.ended, log.reopened], [{ at: 'finished', completedAt: minute(45), logged_at: minute(46) }, null])
  const logs = foldEvents([event(replaced)])
  assert.deepEqual([logs.logs['lower']?.unplanned, logs.currentId, logs.lastId], [false, null, null], 'it need not have been here before')
})

test('what can be undone follows the events of the log', () => {
  const log = logAfter(done(setOf('s1')), undone('s1', minute(2)))
  assert.deepEqual(log.changes, [{ kind: 'setUnticked', setId: 's1', set: setOf('s1') }])
})

test('an event changes what it is about, and nothing else of the log', () => {
  const added = { id: 'x1', exerciseId: 'curl', setType: 'working' } as const
  const curl = { exerciseId: 'curl', name: 'Curl', restSeconds: 60 }
  // Something of everything.
  const full: About[] = [
    done(setOf('s1')),
    done(setOf('s2')),
    undone('s2', minute(2)),
    { kind: 'setDrafted', setId: 'p1', draft: { weight: null, reps: 1, rpe: null } },
    { kind: 'exerciseAdded', exercise: curl, sets: [added] },
    { kind: 'exerciseSwapped', key: 'place of press', exercise: { exerciseId: 'dip', name: 'Dip' } },
    { kind: 'exerciseRemoved', key: 'curl', setIds: ['x1'] },
    { kind: 'exercisesOrdered', key: 'b', keys: ['b', 'a'] },
    { kind: 'setTypeChanged', setId: 'p1', setType: 'drop', set: null },
    { kind: 'notesWritten', notes: 'mine' },
    { kind: 'sessionRpeSet', sessionRpe: 9 },
    finished,
    { kind: 'sessionReopened' },
    { kind: 'sessionSeparated' },
    { kind: 'changesTaken', version: 7, sets: [], goneIds: [] },
    { kind: 'restChanged', rest },
  ]
  const before = foldEvents([started(), ...full.map(event)])
  const changed = (one: LifterEvent): string[] => {
    const [was, is] = [before.logs['lower']!, applyEvent(before, one).logs['lower']!]
    return (Object.keys({ ...was, ...is }) as (keyof SessionLog)[])
      .filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]))
      .toSorted()
  }
  const draft = { weight: null, reps: 2, rpe: null }
  const told = sessionOf({ ...over, version: 8 })
  const expected: [LifterEvent, string[]][] = [
    [event({ kind: 'setDrafted', setId: 's1', draft }), ['drafts']],
    [event({ ...done(setOf('p1')), rest: null } as About), ['actualSets', 'own', 'rest']],
    [event(undone('s1', minute(3))), ['actualSets', 'changes', 'drafts', 'own', 'takenBack']],
    [event({ kind: 'setAdded', set: { ...added, id: 'x2' } }), ['addedSets', 'changes']],
    [event({ kind: 'setRemoved', setId: 's1' }), ['actualSets', 'changes', 'drafts', 'own', 'removedSetIds', 'takenBack']],
    [event({ kind: 'setRestored', setId: 'x1', set: null }), ['removedSetIds']],
    [event({ kind: 'setTypeChanged', setId: 's1', setType: 'drop', set: null }), ['setTypes']],
    [event({ kind: 'exerciseAdded', exercise: { ...curl, exerciseId: 'row' }, sets: [] }), ['addedExercises', 'changes']],
    [event({ kind: 'exerciseSwapped', key: 'curl', exercise: { exerciseId: 'row', name: 'Row' } }), ['changes', 'swaps']],
    [event({ kind: 'exerciseRemoved', key: 'place of squat', setIds: ['s2'] }), ['changes', 'removedExercises', 'removedSetIds']],
    [event({ kind: 'exerciseRestored', key: 'curl', setIds: ['x1'] }), ['changes', 'removedExercises', 'removedSetIds']],
    [event({ kind: 'exercisesOrdered', key: 'a', keys: ['a', 'b'] }), ['changes', 'exerciseOrder']],
    [event({ kind: 'restChanged', rest: null }), ['rest']],
    [event({ kind: 'sessionRpeSet', sessionRpe: 7 }), ['ownRpe', 'sessionRpe']],
    [event({ kind: 'notesWritten', notes: 'other' }), ['notes', 'ownNotes']],
    [event(finished), ['ended', 'reopened', 'rest']],
    [event({ kind: 'sessionSkipped', reason: null, logged_at: minute(3) }), ['ended', 'rest']],
    [event({ kind: 'changesTaken', version: 8, sets: [], goneIds: ['s1'] }), ['actualSets', 'drafts', 'own', 'toldVersion']],
    [event({ kind: 'sessionLeft' }), ['rest']],
    [started(sessionOf({ version: 8 })), ['startedAtVersion']],
    [started(told), ['ended', 'reopened', 'rest', 'startedAt', 'startedAtVersion']],
  ]
  for (const [one, keys] of expected) assert.deepEqual(changed(one), keys, one.kind)
  const drafts = (one: About) => Object.keys(applyEvent(before, event(one)).logs['lower']!.drafts)
  assert.deepEqual(drafts(undone('s1', minute(3))), ['s2', 'p1', 's1'])
  assert.deepEqual(drafts({ kind: 'changesTaken', version: 8, sets: [], goneIds: ['s1'] }), ['s2', 'p1', 's1'])
  assert.deepEqual(Object.keys(applyEvent(before, event(undone('s1'))).logs['lower']!.own), ['s1', 's2'])
})

test('a session that is separated stays the log it was', () => {
  assert.deepEqual(logAfter(done(setOf('s1')), { kind: 'sessionSeparated' }), { ...logAfter(done(setOf('s1'))), unplanned: true })
})

test('a finish that is on its way stays when the session is started again from a copy that does not know of it', () => {
  assert.deepEqual(lower(started(), event(finished), started(sessionOf({ version: 8 }))).ended, {
    at: 'finished',
    completedAt: minute(60),
    logged_at: minute(61),
  })
})

test('an import nobody can finish makes no log; a log that is settled on is in the logs at once', () => {
  const imported = event({ kind: 'workoutImported', session: sessionOf({ ...over, startedAt: null }) })
  assert.deepEqual(foldEvents([imported]).logs, {})
  const log = {
    startedAt: minute(5),
    completedAt: minute(45),
    planVersion: 1,
    sessionRpe: 9,
    notes: '',
    actualSets: [],
    logged_at: minute(46),
  }
  assert.equal(applyEvent(foldEvents([started()]), event({ kind: 'logReplaced', session: sessionOf(), log })).logs['lower']?.sessionRpe, 9)
  assert.equal(applyEvent(foldEvents([started()]), event({ kind: 'sessionLeft' })).currentId, null)
})
