import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CompleteBody } from '@holdfast/contract'
import {
  complete,
  completeAs,
  completeImported,
  completionSlot,
  deleteSet,
  laneOf,
  putSet,
  restoreSlot,
  sessionOfLane,
  setSlot,
  skipSlot,
  subjectOf,
} from '../sync/session/operations.ts'
import { logAfter, minute, sessionOf, setOf, type About } from './logParts.ts'

const done = (id: string, more: object = {}): About => ({ kind: 'setCompleted', set: setOf(id, more) })
const separated: About = { kind: 'sessionSeparated' }
const unplanned = { title: 'Lower A', scheduledOn: '2027-01-15' }

test('a set is put and deleted under its own key, in the lane of its session, in turn with everything said of it', () => {
  const { id, ...body } = setOf('s1')
  const of = { slot: 'set_lower_s1', lane: 'session_lower', v: 1, endpoint: '/v1/sessions/lower/sets/s1' }
  assert.deepEqual(putSet(logAfter(), setOf(id)), { ...of, method: 'PUT', body })
  assert.deepEqual(deleteSet(logAfter(), 's1', minute(4)), { ...of, method: 'DELETE', body: { logged_at: minute(4) } })
})

test('a workout outside the programme says with every operation what makes it on the server', () => {
  const log = logAfter(separated)
  const bodies = [putSet(log, setOf('s1')), deleteSet(log, 's1', minute(4)), complete(log, 1, minute(60), minute(61))].map(
    ({ body }) => body,
  )
  assert.deepEqual(
    bodies.map((body) => (body as CompleteBody).unplanned),
    [unplanned, unplanned, unplanned],
  )
  assert.equal('unplanned' in (complete(logAfter(), 1, minute(60), minute(61)).body as object), false)
})

test('a completion holds the whole log, its sets in the order they were lifted, and what was taken back', () => {
  const log = logAfter(
    done('p1', { setOrder: 2 }),
    done('s1', { setOrder: 0 }),
    done('s2', { setOrder: 1 }),
    { kind: 'setUncompleted', setId: 's2', logged_at: minute(9) },
    { kind: 'notesWritten', notes: 'mine' },
    { kind: 'sessionRpeSet', sessionRpe: 9 },
  )
  assert.deepEqual(complete(log, 3, minute(60), minute(61)), {
    endpoint: '/v1/sessions/lower/complete',
    method: 'POST',
    body: {
      startedAt: minute(0),
      completedAt: minute(60),
      planVersion: 3,
      sessionRpe: 9,
      notes: 'mine',
      actualSets: [setOf('s1', { setOrder: 0 }), setOf('p1', { setOrder: 2 })],
      logged_at: minute(61),
      takenBack: [{ id: 's2', logged_at: minute(9) }],
    },
    slot: 'session_completion_lower',
    lane: 'session_lower',
    v: 1,
    carriesLane: true,
  })
})

test('a completion takes back nothing that it holds, and says nothing of taking back where nothing was', () => {
  const { takenBack: _none, ...log } = complete(logAfter(done('s1')), 1, minute(60), minute(61)).body as CompleteBody
  const takenBackIn = (takenBack?: CompleteBody['takenBack']) =>
    (completeAs('lower', { ...log, ...(takenBack ? { takenBack } : {}) }).body as CompleteBody).takenBack
  assert.deepEqual(takenBackIn(['s1', 's2', { id: 's1', logged_at: minute(2) }]), ['s2'])
  assert.deepEqual([takenBackIn(['s1']), takenBackIn()], [undefined, undefined])
  assert.equal('takenBack' in (completeAs('lower', { ...log, takenBack: [] }).body as object), false)
})

test('an imported workout that was never finished has no completion', () => {
  const times = { startedAt: minute(0), completedAt: minute(60), logged_at: minute(61) }
  assert.equal((completeImported(sessionOf(times)).body as CompleteBody).completedAt, minute(60))
  for (const lacking of [{ startedAt: null }, { completedAt: null }, { logged_at: null }])
    assert.throws(() => completeImported(sessionOf({ ...times, ...lacking })), /imported lower was never finished/)
})

test('each key and the lane of a session lead back to it', () => {
  assert.deepEqual(
    [completionSlot('a'), skipSlot('a'), restoreSlot('a'), setSlot('a', 'b'), sessionOfLane(laneOf('a'))],
    ['session_completion_a', 'session_skip_a', 'session_restore_a', 'set_a_b', 'a'],
  )
  for (const endpoint of ['/v2/sessions/x/skip', '/v1/sessions/x/sets/', '/v1/sessions/x/sets/s/more', 'to/v1/sessions/x/skip'])
    assert.equal(subjectOf({ endpoint }), null, endpoint)
})
