import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noSession, shownOf } from '../store/shownSession.ts'
import { logAfter, minute, plannedOf, sessionOf, setOf, type About } from './logParts.ts'

test('without a session everything that is shown is empty', () => {
  const lists = {
    plan: [],
    plannedSets: [],
    addedSets: [],
    removedSetIds: [],
    addedExercises: [],
    removedExercises: [],
    exerciseOrder: [],
    changes: [],
  }
  const words = {
    title: '',
    sessionNotes: '',
    scheduledOn: '',
    sessionRpe: null,
    sessionId: null,
    startedAt: null,
    ended: null,
    rest: null,
  }
  const states = { actualSets: {}, drafts: {}, swaps: {}, setTypes: {}, planVersion: 0, unplanned: false, isOver: false }
  assert.deepEqual(noSession, { ...lists, ...words, ...states })
})

test('a log is shown with the plan it was started with, until the server tells of a newer one of the same session', () => {
  const log = logAfter()
  const newer = sessionOf({ planVersion: 2, title: 'Lower B', scheduledOn: '2027-01-16', plan: [plannedOf('dip', 0, ['d1'])] })
  const titles = [null, newer, { ...newer, planVersion: 1 }, { ...newer, id: 'upper' }].map((told) => {
    const { title, planVersion, scheduledOn, plannedSets } = shownOf(log, told, noSession)
    return [title, planVersion, scheduledOn, plannedSets.map(({ id }) => id).join()]
  })
  const own = ['Lower A', 1, '2027-01-15', 's1,s2,p1']
  assert.deepEqual(titles, [own, ['Lower B', 2, '2027-01-16', 'd1'], own, own])
})

test('while the plan is the same its sets are the same list, so that only the row that changed is drawn', () => {
  const before = shownOf(logAfter(), null, noSession)
  const log = { ...logAfter({ kind: 'setCompleted', set: setOf('s1') }), session: logAfter().session }
  const same = shownOf({ ...log, session: { ...log.session, plan: before.plan } }, null, before)
  assert.equal(same.plannedSets, before.plannedSets)
  assert.notEqual(shownOf(log, sessionOf({ planVersion: 2, plan: [...before.plan] }), before).plannedSets, before.plannedSets)
})

test('it is over once it ended here, or the server tells that it is finished', () => {
  const isOver = (told: Parameters<typeof shownOf>[1], ...events: About[]) => shownOf(logAfter(...events), told, noSession).isOver
  const finished = sessionOf({ status: 'completed', startedAt: minute(0), completedAt: minute(9) })
  const skip: About = { kind: 'sessionSkipped', reason: null, logged_at: minute(3) }
  const finish: About = { kind: 'sessionFinished', completedAt: minute(9), logged_at: minute(9) }
  assert.deepEqual(
    [isOver(null), isOver(null, skip), isOver(null, finish), isOver(finished), isOver({ ...finished, id: 'upper' })],
    [false, true, true, true, false],
  )
})

test('everything of the log is shown as it stands in it', () => {
  const log = logAfter(
    { kind: 'notesWritten', notes: 'mine' },
    { kind: 'sessionRpeSet', sessionRpe: 9 },
    { kind: 'setCompleted', set: setOf('s1') },
  )
  const {
    plan: _plan,
    planVersion: _version,
    plannedSets: _sets,
    sessionNotes,
    title: _title,
    scheduledOn: _day,
    isOver: _isOver,
    ...shown
  } = shownOf(log, null, noSession)
  assert.equal(sessionNotes, 'mine')
  for (const [key, value] of Object.entries(shown)) assert.equal(value, log[key as keyof typeof log], key)
})
