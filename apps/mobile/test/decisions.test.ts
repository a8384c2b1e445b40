import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CompleteBody, PutSetBody, Revision, Session } from '@holdfast/contract'
import {
  acknowledgeConflict,
  addMissingSets,
  discardChange,
  finishedLog,
  finishWith,
  isLatestStatement,
  keepHere,
  restoreChange,
  restoreLog,
  saveSeparately,
  tryAgain,
} from '../sync/engine/decisions.ts'
import { restore } from '../sync/session/operations.ts'
import { bareEngine, begunIn, confirmed, queueOf, rejection } from './bareEngine.ts'
import { minute } from './logParts.ts'
import { newSession } from './server.ts'

/** A session of which the server rejects whatever is sent. */
function rejecting() {
  const bare = bareEngine()
  const begun = begunIn(bare)
  const attention = () => bare.engine.outbox.snapshot().attention
  const waiting = () => bare.engine.outbox.snapshot().waiting
  return { bare, ...bare, ...begun, attention, waiting, send: () => bare.send(() => rejection()) }
}

test('a rejected set is tried again as it was', () => {
  const { bare, engine, tick, send, attention, waiting } = rejecting()
  tick(0, { reps: 7 })
  send()
  let isSaved = false
  tryAgain(engine, attention()[0]!, ({ saved }) => (isSaved = saved))
  assert.deepEqual([isSaved, queueOf(bare).attention, (waiting()[0]!.body as PutSetBody).reps], [true, [], 7])
})

test('a rejected finish is tried again to the letter where nothing was changed, also under a plan that changed since', () => {
  const { engine, session, tick, finish, send, attention, waiting, told } = rejecting()
  tick(0)
  finish()
  send()
  told({ ...session, planVersion: 4 })
  const { body } = attention()[0]!.operation
  tryAgain(engine, attention()[0]!)
  assert.deepEqual(waiting()[0]!.body, body)
})

test('a rejected finish is tried again with what was changed since, stamped now, and answers for all of its lane', () => {
  const { bare, engine, tick, finish, send, attention, waiting } = rejecting()
  tick(0)
  finish()
  send()
  tick(1, { reps: 8 })
  tryAgain(engine, attention()[0]!)
  assert.deepEqual(queueOf(bare), { waiting: ['POST complete'], attention: [] })
  const { actualSets, completedAt, logged_at } = waiting()[0]!.body as CompleteBody
  assert.deepEqual([actualSets.map(({ reps }) => reps), completedAt], [[5, 8], minute(60)])
  assert.equal(logged_at, '2027-01-15T08:00:00.000Z')
})

test('a rejected set of a finished workout is tried again as a set', () => {
  const { bare, engine, tick, finish, send, attention, waiting } = rejecting()
  finish()
  bare.send(() => confirmed())
  tick(1, { reps: 8 })
  send()
  tryAgain(engine, attention()[0]!)
  assert.deepEqual([waiting()[0]!.method, (waiting()[0]!.body as PutSetBody).reps], ['PUT', 8])
})

test('of two changes to one set that were discarded only the later can be sent after all', () => {
  const { engine, tick, send, attention } = rejecting()
  for (const reps of [5, 6]) {
    tick(0, { reps })
    send()
    discardChange(engine, attention()[0]!)
  }
  assert.deepEqual(
    engine.activity.current().discarded.map((gone) => isLatestStatement(engine, gone)),
    [true, false],
  )
})

test('a rejected finish that was taken back goes as it was', () => {
  const { engine, sessionId, tick, finish, send, write, attention, waiting } = rejecting()
  tick(0)
  finish()
  send()
  const { body } = attention()[0]!.operation
  write({ kind: 'sessionReopened', sessionId })
  tick(1)
  tryAgain(engine, attention()[0]!)
  assert.deepEqual(waiting().find(({ endpoint }) => endpoint.endsWith('complete'))?.body, body)
})

test('a workout the server does not know is sent as one of its own: what was rejected, with its title and day', () => {
  const { bare, engine, session, sessionId, tick, send, waiting, log } = rejecting()
  const other = begunIn(bare)
  for (const at of [0, 1]) tick(at)
  other.tick(0)
  send()
  send()
  saveSeparately(engine, sessionId)
  assert.deepEqual([queueOf(bare).attention.length, log().unplanned, other.log().unplanned], [1, true, false])
  const unplanned = { title: session.title, scheduledOn: session.scheduledOn }
  assert.deepEqual(
    waiting().map(({ lane, body }) => [lane, (body as PutSetBody).reps, (body as PutSetBody).unplanned]),
    [0, 1].map(() => [`session_${sessionId}`, 5, unplanned]),
  )
  assert.throws(() => saveSeparately(engine, 'nowhere'), /session nowhere was never started on this device/)
})

test('one rejected set alone is saved separately too', () => {
  const { bare, engine, sessionId, tick, send } = rejecting()
  tick(0)
  send()
  saveSeparately(engine, sessionId)
  assert.deepEqual([queueOf(bare).waiting.length, queueOf(bare).attention], [1, []])
})

test('a finish that is saved separately is the log as it stands, and retires the sets that were rejected with it', () => {
  const { bare, engine, sessionId, tick, finish, send, waiting } = rejecting()
  tick(0)
  finish()
  send()
  tick(1, { reps: 9 })
  send()
  assert.equal(queueOf(bare).attention.length, 2)
  saveSeparately(engine, sessionId)
  assert.deepEqual(queueOf(bare), { waiting: ['POST complete'], attention: [] })
  const { actualSets, unplanned } = waiting()[0]!.body as CompleteBody
  assert.deepEqual([actualSets.map(({ reps }) => reps), unplanned?.title], [[5, 9], 'Lower A'])
})

const finished = (session: Session, more: Partial<Session> = {}): Session => ({
  ...session,
  status: 'completed',
  startedAt: minute(1),
  completedAt: minute(50),
  logged_at: minute(51),
  notes: 'stands',
  version: 5,
  ...more,
})

/** A version that was made to count here, and that the server rejected. */
function restoreRejected() {
  const all = rejecting()
  const { session, sessionId, set, write, send } = all
  const log = { ...finishedLog(finished(session))!, actualSets: [set(0, { reps: 3 })], logged_at: minute(70), notes: 'restored' }
  write({ kind: 'logReplaced', sessionId, session, log }, restore(sessionId, 'r', minute(70)))
  send()
  return all
}

test('discarding a rejected restore goes back to the version that counts; discarding anything else leaves the log', () => {
  const { engine, session, set, told, attention, log, lastEvents, sessionId } = restoreRejected()
  const standing = finished(session, { actualSets: [set(1, { reps: 6 })] })
  told(standing)
  discardChange(engine, attention()[0]!)
  assert.deepEqual(attention(), [])
  assert.deepEqual(
    [Object.values(log().actualSets).map(({ reps }) => reps), log().notes, log().ended],
    [[6], 'stands', { at: 'finished', completedAt: minute(50), logged_at: minute(51) }],
  )
  assert.deepEqual((lastEvents(1)[0] as { session: Session }).session, standing)
  const other = rejecting()
  other.tick(0)
  other.send()
  other.told(finished(other.session))
  discardChange(other.engine, other.attention()[0]!)
  assert.deepEqual([other.attention(), Object.keys(other.log().actualSets).length, other.log().notes], [[], 1, ''])
  assert.equal(other.lastEvents(1)[0], undefined)
  assert.equal(other.sessionId === sessionId, false)
})

test('the log stays with what was logged on top, where more of it was rejected, and where no version counts on the server', () => {
  const notesAfter = (before: (all: ReturnType<typeof restoreRejected>) => void) => {
    const all = restoreRejected()
    before(all)
    const { operation } = all.attention().find((one) => one.operation.endpoint.endsWith('restore'))!
    discardChange(all.engine, { operation, refusal: { code: '', status: 422, detail: '' }, at: 0 })
    return all.log().notes
  }
  assert.equal(
    notesAfter(({ told, session }) => told(finished(session))),
    'stands',
  )
  assert.equal(
    notesAfter(({ told, session, tick }) => (told(finished(session)), tick(1))),
    'restored',
  )
  const rejectOne = ({ told, session, tick, send }: ReturnType<typeof restoreRejected>) => {
    told(finished(session))
    tick(1)
    send()
  }
  assert.equal(notesAfter(rejectOne), 'restored')
  assert.equal(
    notesAfter(() => {}),
    'restored',
  )
  for (const open of [{ status: 'in_progress' }, { startedAt: null }, { completedAt: null }, { logged_at: null }] as const)
    assert.equal(
      notesAfter(({ told, session }) => told(finished(session, open))),
      'restored',
      JSON.stringify(open),
    )
})

test('the log of a finished session is what it says, without a stamp; one that is not finished has none', () => {
  const session = finished(newSession(), { sessionRpe: 8 })
  const { startedAt, completedAt, planVersion, sessionRpe, notes, actualSets } = session
  assert.deepEqual(finishedLog(session), { startedAt, completedAt, planVersion, sessionRpe, notes, actualSets })
  for (const open of [{ status: 'skipped' }, { startedAt: null }, { completedAt: null }] as const)
    assert.equal(finishedLog({ ...session, ...open }), null)
})

test('what is kept on this device is all that was rejected of the session, and only of it', () => {
  const { bare, engine, sessionId, tick, send, attention } = rejecting()
  const other = begunIn(bare)
  for (const at of [0, 1]) tick(at)
  other.tick(0)
  send()
  send()
  keepHere(engine, sessionId)
  assert.deepEqual(
    attention().map(({ operation }) => operation.lane),
    [`session_${other.sessionId}`],
  )
  assert.deepEqual(
    engine.activity.current().discarded.map(({ keptHere, operation }) => [keptHere, operation.lane]),
    [
      [true, `session_${sessionId}`],
      [true, `session_${sessionId}`],
    ],
  )
})

test('a discarded change is sent again under a new id, until something newer was said', () => {
  const { bare, engine, tick, send, attention, waiting } = rejecting()
  tick(0, { reps: 7 })
  send()
  const { operation } = attention()[0]!
  discardChange(engine, attention()[0]!)
  const [gone] = engine.activity.current().discarded
  assert.equal(isLatestStatement(engine, gone!), true)
  let isSaved = false
  restoreChange(engine, gone!, ({ saved }) => (isSaved = saved))
  assert.deepEqual([isSaved, (waiting()[0]!.body as PutSetBody).reps, waiting()[0]!.id === operation.id], [true, 7, false])
  assert.deepEqual(engine.activity.current().discarded, [])
  assert.deepEqual((bare.lastEvents(1)[0] as { kind: string }).kind, 'changeRestored')
  assert.equal(isLatestStatement(engine, gone!), false)
  assert.throws(() => restoreChange(engine, gone!), /something newer than .* was said since/)
})

test('a finish that is sent after all answers for its lane only where nothing waits in it', () => {
  const discardFinish = () => {
    const all = rejecting()
    all.tick(0)
    all.finish()
    all.send()
    discardChange(all.engine, all.attention()[0]!)
    return { ...all, gone: all.engine.activity.current().discarded[0]! }
  }
  const alone = discardFinish()
  restoreChange(alone.engine, alone.gone)
  assert.deepEqual(
    alone.waiting().map(({ carriesLane }) => carriesLane),
    [true],
  )
  assert.deepEqual(alone.lastEvents(1), [{ kind: 'changeRestored', sessionId: alone.sessionId, operationId: alone.gone.operation.id }])
  const beside = discardFinish()
  beside.tick(1)
  restoreChange(beside.engine, beside.gone)
  assert.deepEqual(queueOf(beside.bare).waiting.length, 2)
  assert.deepEqual(
    beside.waiting().map(({ carriesLane }) => carriesLane ?? false),
    [false, false],
  )
})

const revision = (actualSets: Session['actualSets']): Extract<Revision, { kind: 'completion' }> => ({
  kind: 'completion',
  revisionId: 'r',
  reason: 'a newer log stands',
  logged_at: minute(40),
  keptAt: minute(41),
  payload: {
    startedAt: minute(3),
    completedAt: minute(30),
    planVersion: 1,
    sessionRpe: 6,
    notes: 'kept',
    actualSets,
    logged_at: minute(40),
  },
})
const NOW = '2027-01-15T08:00:00.000Z'

test('a kept log that is made to count is here at once, every set of it said now, and is asked for by its id', () => {
  const { engine, session, set, log, waiting } = rejecting()
  restoreLog(engine, session, revision([set(0, { reps: 3 }), set(1)]))
  assert.deepEqual([log().notes, log().sessionRpe, log().startedAt], ['kept', 6, minute(3)])
  assert.deepEqual(
    Object.values(log().actualSets).map(({ reps, logged_at }) => [reps, logged_at]),
    [
      [3, NOW],
      [5, NOW],
    ],
  )
  assert.deepEqual(log().ended, { at: 'finished', completedAt: minute(30), logged_at: NOW })
  const { endpoint, body } = waiting()[0]!
  assert.deepEqual([endpoint, body], [`/v1/sessions/${session.id}/revisions/r/restore`, { logged_at: NOW }])
})

test('missing sets are added to the log that stands, which keeps its times and words, and is finished again now', () => {
  const { engine, session, set, log, waiting } = rejecting()
  const standing = finished(session, { actualSets: [set(1, { reps: 6 })], sessionRpe: 8, planVersion: 3 })
  addMissingSets(engine, standing, revision([set(0, { reps: 3 }), set(1)]))
  assert.deepEqual(
    Object.values(log().actualSets).map(({ reps, logged_at }) => [reps, logged_at]),
    [
      [3, NOW],
      [6, NOW],
    ],
  )
  const { actualSets, ...body } = waiting()[0]!.body as CompleteBody
  assert.deepEqual(
    actualSets.map(({ reps, logged_at }) => [reps, logged_at]),
    [
      [3, NOW],
      [6, NOW],
    ],
  )
  const words = { startedAt: minute(1), completedAt: minute(50), planVersion: 3, sessionRpe: 8, notes: 'stands', logged_at: NOW }
  assert.deepEqual(body, words)
  addMissingSets(engine, { ...standing, startedAt: null, completedAt: null }, revision([]))
  const { startedAt, completedAt } = waiting()[0]!.body as CompleteBody
  assert.deepEqual([startedAt, completedAt], [minute(3), minute(30)], 'the times of the kept one where none stand')
})

test('finishing with a log says what was taken back here', () => {
  const { engine, session, sessionId, ids, set, tick, write, waiting } = rejecting()
  tick(0)
  write({ kind: 'setUncompleted', sessionId, setId: ids[0]!, logged_at: minute(2) })
  finishWith(engine, session, finishedLog(finished(session, { actualSets: [set(1)] }))!)
  assert.deepEqual((waiting()[0]!.body as CompleteBody).takenBack, [{ id: ids[0], logged_at: minute(2) }])
  const other = newSession()
  finishWith(engine, other, finishedLog(finished(other))!)
  const { body } = engine.outbox.snapshot().waiting.at(-1)!
  assert.equal((body as CompleteBody).takenBack, undefined, 'of a session that was never here nothing was')
})

test('acknowledging a conflict goes on from another device’s log where that one counts, and only notes it otherwise', () => {
  const settledOn = (more: Partial<Session>, revisionCount = 1, isOwn = false) => {
    const { bare, engine, session, sessionId, log, finish, set, lastEvents, waiting } = rejecting()
    finish()
    const own = waiting()[0]!.id
    bare.send(() => confirmed())
    const theirs = finished(session, { actualSets: [set(0, { reps: 2 })], notes: 'theirs', logOperationIds: [newSession().id], ...more })
    acknowledgeConflict(engine, sessionId, revisionCount, isOwn ? { ...theirs, logOperationIds: [own] } : theirs)
    return { event: lastEvents(1)[0] as { kind: string; session: Session }, notes: log().notes, sessionId }
  }
  const theirs = settledOn({ revisionCount: 3 })
  assert.deepEqual([theirs.event.kind, theirs.notes, theirs.event.session.revisionCount], ['logReplaced', 'theirs', 3])
  assert.equal(settledOn({ revisionCount: 3 }, 4).event.session.revisionCount, 4)
  const noted = (more: Partial<Session>, isOwn = false) => {
    const { event, notes, sessionId } = settledOn(more, 2, isOwn)
    assert.deepEqual([event, notes], [{ kind: 'conflictSeen', sessionId, revisionCount: 2 }, ''])
  }
  noted({}, true)
  noted({ logOperationIds: [null] } as Partial<Session>)
  noted({ logOperationIds: [] })
  noted({ status: 'in_progress' })
  noted({ logged_at: null })
  const { engine, sessionId, lastEvents } = rejecting()
  acknowledgeConflict(engine, sessionId, 2, undefined)
  assert.deepEqual(lastEvents(1), [{ kind: 'conflictSeen', sessionId, revisionCount: 2 }])
})
