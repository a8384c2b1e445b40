import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSyncStore } from '../store/syncStore.ts'
import type { PutSetBody, Session } from '@holdfast/contract'
import { bareEngine, begunIn, confirmed, rejection } from './bareEngine.ts'
import { minute } from './logParts.ts'
import { newSession } from './server.ts'

const DAY_MS = 86_400_000
const NOW_MS = 1_800_000_000_000

function opened() {
  const bare = bareEngine()
  const facts = { state: 'online' as 'online' | 'offline' | 'unknown', silent: false, keptOut: false }
  const listeners = new Set<() => void>()
  const network = {
    state: () => facts.state,
    silent: () => facts.silent,
    keptOut: () => facts.keptOut,
    sign() {},
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  const asked: string[] = []
  Object.assign(bare.engine, {
    syncNow: () => asked.push('syncNow'),
    freeSpace: () => Promise.resolve(asked.push('freeSpace')),
    diagnostics: () => 'diagnostics',
    exportSession: (id: string) => ({ json: id, text: '' }),
  })
  const { sync, close } = createSyncStore(bare.engine, network, bare.clock)
  const begun = begunIn(bare)
  const become = (more: Partial<typeof facts>) => {
    Object.assign(facts, more)
    listeners.forEach((listener) => listener())
  }
  return { bare, ...bare, ...begun, sync, state: () => sync.getState(), close, become, asked, listeners }
}

test('what waits, what was rejected, sent and discarded is shown as it changes', () => {
  const { bare, state, tick } = opened()
  const shown = () => [state().waiting.length, state().attention.length, state().sent.length, state().discarded.length]
  tick(0)
  assert.deepEqual([shown(), state().oldestWaitingAt, state().sending], [[1, 0, 0, 0], NOW_MS, false])
  bare.send(() => rejection())
  assert.deepEqual([shown(), state().oldestWaitingAt], [[0, 1, 0, 0], null])
  state().discard(state().attention[0]!.operation.id)
  assert.deepEqual([shown(), state().discarded[0]?.restorable], [[0, 0, 0, 1], true])
  tick(1)
  bare.send(() => confirmed())
  assert.deepEqual(shown(), [0, 0, 1, 1])
})

test('a rejected change is tried again, discarded, sent after all or kept here, each by its id', () => {
  const { bare, state, tick, sessionId, ids } = opened()
  tick(0, { reps: 7 })
  bare.send(() => rejection())
  const [{ operation }] = state().attention as unknown as [{ operation: { id: string } }]
  assert.throws(() => state().retry('nobody'), /nobody is not waiting for a decision/)
  state().retry(operation.id)
  assert.deepEqual([(state().waiting[0]!.body as PutSetBody).reps, state().attention], [7, []])
  bare.send(() => rejection())
  state().keepHere(sessionId)
  assert.deepEqual([state().discarded[0]?.keptHere, state().markOf(sessionId, ids[0]!)], [true, 'device'])
  state().restore('nobody')
  assert.equal(state().waiting.length, 0)
  state().restore(state().discarded[0]!.operation.id)
  assert.deepEqual([state().waiting.length, state().discarded], [1, []])
  bare.send(() => rejection())
  state().saveSeparately(sessionId)
  assert.equal((state().waiting[0]!.body as PutSetBody).unplanned?.title, 'Lower A')
})

test('what was sent is listed for a week, what was discarded for 30 days; what is kept here stays', () => {
  const { bare, clock, state, tick, sessionId } = opened()
  tick(0)
  bare.send(() => confirmed())
  for (const at of [1, 2]) tick(at)
  bare.send(() => rejection())
  bare.send(() => rejection())
  state().discard(state().attention[0]!.operation.id)
  state().keepHere(sessionId)
  const shownAfter = (ms: number) => {
    clock.advance(ms)
    bare.write({ kind: 'conflictSeen', sessionId, revisionCount: 0 })
    return [state().sent.length, state().discarded.length]
  }
  assert.deepEqual(
    [shownAfter(7 * DAY_MS - 1), shownAfter(1), shownAfter(23 * DAY_MS - 1), shownAfter(1)],
    [
      [1, 2],
      [0, 2],
      [0, 2],
      [0, 1],
    ],
  )
})

test('a set is marked by how far it has come; it waits once a lifter would wonder', () => {
  const { bare, state, clock, tick, sessionId, ids, become } = opened()
  const mark = (at = 0) => state().markOf(sessionId, ids[at]!)
  assert.deepEqual([mark(), state().markOf('nowhere', 'a')], ['none', 'none'])
  tick(0)
  assert.equal(mark(), 'device')
  become({ state: 'offline' })
  assert.equal(mark(), 'waiting')
  become({ state: 'online' })
  clock.advance(10_000)
  assert.equal(mark(), 'device')
  clock.advance(1)
  assert.equal(mark(), 'waiting')
  bare.send(() => rejection())
  assert.equal(mark(), 'attention')
  tick(1)
  bare.send(() => confirmed())
  assert.equal(mark(1), 'server')
})

test('something is late after ten seconds, and that is shown without anybody doing anything', () => {
  const { state, clock, tick } = opened()
  tick(0)
  for (const ms of [9_999, 1]) {
    clock.advance(ms)
    assert.equal(state().late, false)
  }
  clock.advance(500)
  assert.equal(state().late, true)
  const before = clock.timers
  clock.advance(10_000)
  assert.ok(clock.timers <= before, 'nobody looks on for that')
})

test('the banner and the strip follow the network and the outbox', () => {
  const { bare, state, tick, become, clock } = opened()
  assert.deepEqual([state().online, state().banner.kind, state().strip.kind], ['online', 'none', 'none'])
  tick(0)
  become({ state: 'offline' })
  assert.deepEqual(
    [state().online, state().banner, state().strip],
    ['offline', { kind: 'offline', waiting: 1 }, { kind: 'offline', waiting: 1 }],
  )
  become({ silent: true })
  assert.equal(state().banner.kind, 'silent')
  become({ keptOut: true })
  assert.equal(state().banner.kind, 'keptOut')
  become({ state: 'online', silent: false, keptOut: false })
  assert.equal(state().banner.kind, 'backOnline')
  bare.send(() => rejection())
  assert.deepEqual([state().banner.kind, state().strip], ['none', { kind: 'attention', changes: 1 }])
  become({ state: 'offline' })
  become({ state: 'online' })
  clock.advance(100_000)
  assert.equal(state().banner.kind, 'none', 'and what passes by itself passes')
})

test('what passes by itself is looked at every half second, and nothing is once the account is closed', () => {
  const { state, become, clock, close, listeners, tick } = opened()
  become({ state: 'offline' })
  become({ state: 'online' })
  assert.equal(state().banner.kind, 'backOnline')
  clock.advance(4_400)
  assert.equal(state().banner.kind, 'none')
  const before = clock.timers
  become({ state: 'offline' })
  become({ state: 'online' })
  assert.equal(clock.timers, before + 1)
  close()
  assert.deepEqual([clock.timers, listeners.size], [before, 0])
  tick(0)
  assert.equal(state().waiting.length, 0)
})

test('lists that hold the same are the same, and a change that shows nothing is no news', () => {
  const { bare, sync, state, tick, sessionId, ids, become } = opened()
  for (const at of [0, 1]) tick(at)
  bare.send(() => rejection())
  bare.send(() => rejection())
  state().discard(state().attention[0]!.operation.id)
  const { attention, discarded, sent, conflicts } = state()
  tick(2)
  assert.deepEqual(
    [state().attention === attention, state().discarded === discarded, state().sent === sent, state().conflicts === conflicts],
    [true, true, true, true],
  )
  become({})
  let heard = 0
  sync.subscribe(() => heard++)
  bare.write({ kind: 'setDrafted', sessionId, setId: ids[3], draft: { weight: null, reps: 1, rpe: null } })
  become({})
  assert.equal(heard, 0)
  tick(0, { reps: 9 })
  assert.ok(heard > 0)
  assert.deepEqual(
    state().discarded.map(({ restorable }) => restorable),
    [false],
    'something newer was said',
  )
})

test('when the server was heard last is shown; before it was, nobody says', () => {
  const { state, told, engine } = opened()
  assert.equal(state().lastSyncAt, null)
  told(newSession())
  assert.equal(state().lastSyncAt, null, 'a verdict is no sync')
  engine.queries.setQueryData(['programme', 'account'], { cursor: 1, sessions: {}, pulledAt: 77 })
  assert.equal(state().lastSyncAt, 77)
})

test('another device’s log is told, also where only the server’s copy says so, until the lifter knows', () => {
  const { bare, state, told, session, sessionId, finish, lastEvents } = opened()
  finish()
  const own = state().waiting[0]!.id
  bare.send(() => confirmed({ version: 1, outcome: 'applied' }))
  const theirs: Session = {
    ...session,
    status: 'completed',
    startedAt: minute(0),
    completedAt: minute(50),
    logged_at: minute(90),
    version: 5,
  }
  told({ ...theirs, revisionCount: 0 })
  assert.deepEqual(state().conflicts, [])
  told({ ...theirs, revisionCount: 1, logOperationIds: [newSession().id, own], version: 6 })
  assert.deepEqual(
    state().conflicts.map(({ sessionId: of, kept, revisionCount }) => [of, kept, revisionCount]),
    [[sessionId, 'other', 1]],
  )
  state().acknowledgeConflict('nowhere')
  assert.equal(state().conflicts.length, 1)
  state().acknowledgeConflict(sessionId)
  assert.deepEqual([state().conflicts, (lastEvents(1)[0] as { kind: string }).kind], [[], 'logReplaced'])
})

test('a conflict is told by the verdict that met another log', () => {
  const { bare, state, finish, sessionId } = opened()
  finish()
  const conflict = { revisionId: newSession().id, kept: 'this', otherLoggedAt: minute(5), otherOperationId: newSession().id }
  bare.send(() => confirmed({ version: 1, outcome: 'applied', revisionCount: 1, conflict }))
  assert.deepEqual(
    state().conflicts.map(({ sessionId: of, kept }) => [of, kept]),
    [[sessionId, 'this']],
  )
})

test('how often a change was sent is counted by its id', () => {
  const { bare, state, tick } = opened()
  tick(0)
  const { id } = state().waiting[0]!
  const before = state().attemptsOf(id)
  const seen: number[] = []
  bare.send(() => {
    seen.push(state().attemptsOf(id))
    return confirmed()
  })
  assert.deepEqual([before, seen, state().attemptsOf(id), state().attemptsOf('nobody')], [1, [2], 2, 0])
})

test('what is asked of the engine is asked of it', () => {
  const { state, asked, sessionId } = opened()
  state().syncNow()
  state().freeSpace()
  assert.deepEqual(
    [asked, state().diagnostics(), state().exportSession(sessionId).json],
    [['syncNow', 'freeSpace'], 'diagnostics', sessionId],
  )
})

test('what waits from before is shown from the first moment, with the network as it is', () => {
  const { engine, clock, tick } = opened()
  tick(0)
  const network = { state: () => 'offline' as const, silent: () => false, keptOut: () => false, sign() {}, subscribe: () => () => {} }
  const { waiting, online, banner } = createSyncStore(engine, network, clock).sync.getState()
  assert.deepEqual([waiting.length, online, banner], [1, 'offline', { kind: 'offline', waiting: 1 }])
})

test('that something is being sent is shown while it is', () => {
  const { engine, clock } = opened()
  const network = { state: () => 'online' as const, silent: () => false, keptOut: () => false, sign() {}, subscribe: () => () => {} }
  const sendingOf = (sending: string[]) => {
    const outbox = { ...engine.outbox, snapshot: () => ({ ...engine.outbox.snapshot(), sending }) }
    return createSyncStore({ ...engine, outbox }, network, clock).sync.getState().sending
  }
  assert.deepEqual([sendingOf(['a']), sendingOf([])], [true, false])
})
