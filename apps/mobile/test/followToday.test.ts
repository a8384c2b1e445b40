import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Session } from '@holdfast/contract'
import { todayOf } from '../sync/views/followToday.ts'
import { isNothing, isOver, viewsOf } from '../sync/views/sessionViews.ts'
import { keepHere } from '../sync/engine/decisions.ts'
import { bareEngine, begunIn, confirmed, rejection } from './bareEngine.ts'
import { newSession } from './server.ts'

const ON = '2027-01-15'
const on = (day: string, more: Partial<Session> = {}): Session => ({ ...newSession(), scheduledOn: day, ...more })

function today() {
  const bare = bareEngine()
  const views = viewsOf(bare.engine)
  const ids = () => [...views.current().all.keys()]
  return { bare, ...bare, views, ids, today: (day = ON) => todayOf(bare.engine)(day) }
}

test('Today is about the session of the day, the next one to come, and how the week stands', () => {
  const { told, today: now } = today()
  const [past, planned, next] = [on('2027-01-13', { status: 'completed' }), on(ON), on('2027-01-18')]
  for (const session of [past, planned, next]) told(session)
  const { today: of, next: then, week } = now()
  assert.deepEqual([of?.id, then?.id], [planned.id, next.id])
  assert.deepEqual(
    week.map(({ day, state }) => `${day.slice(-2)} ${state}`),
    ['11 rest', '12 rest', '13 done', '14 rest', '15 planned', '16 rest', '17 rest'],
  )
  assert.equal(now(), now(), 'the same value while nothing changes')
  assert.notEqual(now('2027-01-14'), now(ON))
})

test('a change elsewhere leaves Today the same value; one of this week is another', () => {
  const { told, today: now } = today()
  told(on(ON))
  const before = now()
  told(on('2026-05-05', { status: 'completed' }))
  assert.equal(now(), before)
  told(on('2027-01-12', { status: 'skipped' }))
  assert.notEqual(now(), before)
  assert.equal(now().week[1]?.state, 'skipped')
})

test('a planned session the server no longer tells of is on Today only with a set that is not over, or not on the server', () => {
  const { bare, today: now } = today()
  const begun = begunIn(bare, on(ON))
  const shown = () => now().today?.id ?? null
  assert.equal(shown(), null, 'nothing was lifted in it')
  begun.tick(0)
  assert.equal(shown(), begun.sessionId)
  bare.send(() => confirmed())
  assert.equal(shown(), begun.sessionId, 'it goes on')
  begun.finish()
  assert.deepEqual([shown(), now().week[4]?.state], [begun.sessionId, 'done'])
  bare.send(() => confirmed())
  assert.deepEqual([now().week[4]?.state], ['rest'], 'it is over, and the server knows')
})

test('a workout of one’s own is on Today as long as it is on this device', () => {
  const { bare, today: now } = today()
  const begun = begunIn(bare, on(ON))
  bare.write({ kind: 'sessionSeparated', sessionId: begun.sessionId })
  assert.equal(now().today?.id, begun.sessionId)
  bare.write({ kind: 'sessionDiscarded', sessionId: begun.sessionId })
  assert.equal(now().today, null)
})

test('the views hold every session of the server and of this device, which are open, and which day each is on', () => {
  const { bare, told, views } = today()
  const [planned, done] = [on('2027-02-01'), on('2027-02-02', { status: 'completed' })]
  told(planned)
  told(done)
  const begun = begunIn(bare, on('2027-02-01'))
  const { all, open, days } = views.current()
  assert.deepEqual(new Set(all.keys()), new Set([planned.id, done.id, begun.sessionId]))
  assert.deepEqual([open, days.get('2027-02-01')], [new Set([planned.id, begun.sessionId]), new Set([planned.id, begun.sessionId])])
  assert.deepEqual(days.get('2027-02-02'), new Set([done.id]))
  told({ ...planned, scheduledOn: '2027-02-03', version: 5 })
  const moved = views.current()
  assert.deepEqual([moved.days.get('2027-02-01'), moved.days.get('2027-02-03')], [new Set([begun.sessionId]), new Set([planned.id])])
})

test('a session that left the server, and this device, leaves the views', () => {
  const { bare, views, engine } = today()
  const session = on(ON, { status: 'completed' })
  bare.told(session)
  assert.equal(views.current().all.size, 1)
  const { overMark } = views.current()
  engine.queries.setQueryData(['programme', 'account'], { cursor: 9, sessions: {}, pulledAt: 0 })
  const after = views.current()
  assert.deepEqual([after.all.size, after.open.size, after.days.get(ON)], [0, 0, new Set()])
  assert.notEqual(after.overMark, overMark)
})

test('each view is the same object until something of its session changes, and the marks tell that something did', () => {
  const { bare, told, views } = today()
  const done = on(ON, { status: 'completed' })
  told(done)
  const begun = begunIn(bare, on(ON))
  const before = views.current()
  const [doneView, ownView] = [before.all.get(done.id), before.all.get(begun.sessionId)]
  assert.equal(views.current(), before)
  begun.tick(0)
  const after = views.current()
  assert.notEqual(after.mark, before.mark)
  assert.equal(after.overMark, before.overMark, 'nothing that is over changed')
  assert.equal(after.all.get(done.id), doneView)
  assert.notEqual(after.all.get(begun.sessionId), ownView)
  begun.finish()
  assert.notEqual(views.current().overMark, after.overMark)
  assert.deepEqual([...views.current().open], [], 'what is over is not open')
  assert.equal(viewsOf(bare.engine), views, 'every screen shares them')
  const finished = views.current()
  bare.write({ kind: 'sessionReopened', sessionId: begun.sessionId })
  assert.notEqual(views.current().overMark, finished.overMark, 'it is not over any more')
  assert.deepEqual([...views.current().open], [begun.sessionId])
})

test('a view follows its own operations, and what is kept of it here', () => {
  const { bare, views } = today()
  const begun = begunIn(bare, on(ON))
  const sync = () => views.current().all.get(begun.sessionId)?.sync
  begun.tick(0)
  assert.equal(sync(), 'waiting')
  bare.send(() => rejection())
  assert.equal(sync(), 'attention')
  keepHere(bare.engine, begun.sessionId)
  assert.equal(sync(), 'here')
  begun.tick(0, { reps: 9 })
  bare.send(() => confirmed())
  assert.equal(sync(), 'server')
})

test('who listens hears of the log, the outbox, what was decided and the server, until they stop', () => {
  const { bare, views, told } = today()
  const begun = begunIn(bare, on(ON))
  let heard = 0
  const stop = views.subscribe(() => heard++)
  const hears = (act: () => void) => {
    const before = heard
    act()
    return heard > before
  }
  const acts = [
    () => bare.write({ kind: 'setDrafted', sessionId: begun.sessionId, setId: begun.ids[0], draft: { weight: null, reps: 1, rpe: null } }),
    () => bare.write({ kind: 'conflictSeen', sessionId: begun.sessionId, revisionCount: 1 }),
    () => told(on(ON)),
    () => bare.engine.outbox.pause('signIn'),
  ]
  assert.deepEqual(acts.map(hears), [true, true, true, true])
  stop()
  assert.deepEqual(acts.slice(0, 3).map(hears), [false, false, false])
})

test('a session is over once it is completed or skipped; what is left of a discarded workout of one’s own is nothing', () => {
  assert.deepEqual(
    (['planned', 'in_progress', 'completed', 'skipped'] as const).map((status) => isOver({ status })),
    [false, false, true, true],
  )
  const left = on(ON, { plan: [] })
  assert.deepEqual(
    [isNothing(left), isNothing({ ...left, status: 'in_progress' }), isNothing({ ...left, status: 'completed' })],
    [true, true, false],
  )
  const programme = { id: 'p', name: 'P', week: 1, day: 'A' }
  assert.deepEqual([isNothing(on(ON)), isNothing({ ...left, programme }), isNothing({ ...left, status: 'skipped' })], [false, false, false])
  const { told, ids, bare } = today()
  told(left)
  assert.deepEqual(ids(), [])
  begunIn(bare, left)
  assert.deepEqual(ids(), [left.id], 'begun here it is something')
})
