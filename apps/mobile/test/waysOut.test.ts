import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DrainReport } from '@holdfast/outbox'
import type { AccountParts, AccountState } from '../store/accountState.ts'
import { waysOut } from '../store/waysOut.ts'
import { bareEngine, begunIn } from './bareEngine.ts'
import { device, quiet } from './device.ts'
import { signedIn } from './server.ts'

/** A journal of which another window never lets go. */
const held = {
  generations: (done: (answer: object) => void) => done({ ok: true, generations: [0] }),
  replicas: () => [{ drop: (done: (isGone: boolean) => void) => done(false) }],
}

/** Somebody who is signed in and has as much to send as it says. */
function leaving({ ticks = 1, online = true, isReady = true, isHeld = false } = {}) {
  const bare = bareEngine()
  const begun = begunIn(bare)
  for (let at = 0; at < ticks; at++) begun.tick(at)
  const on = device({ fetch: assert.fail })
  const drains: { deadlineMs: number; done: (report: DrainReport) => void }[] = []
  const outbox = {
    ...bare.engine.outbox,
    drain: ({ deadlineMs }: { deadlineMs: number }, done: (report: DrainReport) => void) => void drains.push({ deadlineMs, done }),
  }
  const engine = { ...bare.engine, outbox }
  let state = {
    phase: isReady ? { at: 'ready', engine } : { at: 'signedOut' },
    leaving: null,
    problem: null,
    unsentHere: [],
  } as unknown as AccountState
  const done: string[] = []
  let isOut = !isReady
  const parts = {
    platform: { ...on.platform, clock: bare.clock, ...(isHeld ? { journalLocation: () => held } : {}) },
    network: { state: () => (online ? 'online' : 'offline') },
    logouts: {
      add: async () => void done.push('end'),
      addUnkept: () => void done.push('end unkept'),
      keepNothingOf: async () => {},
      send() {},
    },
    get: () => ({ ...state, ...ways }),
    set: (change: Partial<AccountState>) => void (state = { ...state, ...change }),
    goOut() {
      if (isOut) return null
      isOut = true
      done.push('out')
      return signedIn
    },
    storageFailed: (error: unknown) => void done.push((error as Error).message),
  } as unknown as AccountParts
  const ways = waysOut(parts)
  const answer = (waiting: number, nextAttemptInMs: number | null) =>
    drains.at(-1)!.done({ sent: 0, rejected: 0, waiting, nextAttemptInMs })
  return {
    ...ways,
    on,
    bare,
    begun,
    drains,
    answer,
    done,
    clock: bare.clock,
    state: () => state,
    send: () => bare.send(() => ({ kind: 'applied', result: null, receipt: { version: 1, outcome: 'applied' } })),
  }
}

test('where nothing is left behind, leaving is signing out', async () => {
  const { leave, done, drains, state } = leaving({ ticks: 0 })
  leave()
  await quiet()
  assert.deepEqual([done, drains, state().leaving], [['out', 'end'], [], null])
})

test('what waits is sent for ten seconds at most, and then it is asked about what is left', () => {
  const { leave, drains, answer, clock, state, done } = leaving()
  leave()
  assert.deepEqual(
    [state().leaving?.at, state().leaving?.unsent.sets, drains.map(({ deadlineMs }) => deadlineMs)],
    ['sending', 1, [10_000]],
  )
  clock.advance(2_000)
  answer(1, 3_000)
  assert.equal(drains.length, 1, 'not before the next attempt')
  clock.advance(3_000)
  assert.deepEqual(
    drains.map(({ deadlineMs }) => deadlineMs),
    [10_000, 5_000],
  )
  answer(1, 4_999)
  clock.advance(4_999)
  assert.deepEqual([drains.length, state().leaving?.at], [3, 'sending'])
  answer(1, 1)
  assert.deepEqual([state().leaving?.at, state().leaving?.unsent.sets, done], ['asking', 1, []])
})

test('it asks at once where no attempt comes in time, there is none, or there is no network', () => {
  const asks = (nextAttemptInMs: number | null, online = true) => {
    const { leave, answer, state } = leaving({ online })
    leave()
    answer(1, nextAttemptInMs)
    return state().leaving?.at
  }
  assert.deepEqual([asks(10_000), asks(null), asks(5, false), asks(9_999)], ['asking', 'asking', 'asking', 'sending'])
})

test('once all is sent nothing is asked, unless somebody trains', async () => {
  const { leave, answer, send, begun, done, state } = leaving()
  begun.finish()
  leave()
  send()
  answer(0, 5)
  await quiet()
  assert.deepEqual([done, state().leaving?.at], [['out', 'end'], 'sending'])
  const training = leaving()
  training.leave()
  training.send()
  training.answer(0, null)
  assert.deepEqual(training.state().leaving, {
    at: 'asking',
    unsent: { changes: 0, attention: 0, workouts: 0, sets: 0, skips: 0, training: true },
  })
})

test('leaving twice tries to send once; after a cancel no question is open; without an account nothing happens', () => {
  const { leave, stay, answer, drains, state, done } = leaving()
  leave()
  leave()
  assert.equal(drains.length, 1)
  stay()
  answer(1, null)
  assert.deepEqual([state().leaving, done], [null, []])
  const nobody = leaving({ isReady: false })
  nobody.leave()
  assert.deepEqual([nobody.drains, nobody.state().leaving], [[], null])
})

test('signing out where nobody is signed in does nothing; storage that fails is told', async () => {
  const nobody = leaving({ isReady: false })
  nobody.signOut()
  nobody.deleteAndSignOut()
  await quiet()
  assert.deepEqual(nobody.done, [])
  const { signOut, done, on } = leaving()
  on.platform.secrets.change = () => Promise.reject(new Error('the safe is locked'))
  signOut()
  await quiet()
  assert.deepEqual(done, ['out', 'end', 'the safe is locked'])
})

test('deleting leaves nothing of the account, and says what waits for others', async () => {
  const { deleteAndSignOut, state, on } = leaving()
  on.index.set(`settings_${signedIn.account.id}`, '{}')
  on.index.set('unsent_zoe', '{"name":"Zoe","changes":2}')
  deleteAndSignOut()
  await quiet()
  assert.deepEqual([[...on.index.keys()], state().unsentHere, state().problem], [['unsent_zoe'], [{ name: 'Zoe', changes: 2 }], null])
})

test('what another window holds is told after some seconds', async () => {
  const { deleteAndSignOut, state, clock } = leaving({ isHeld: true })
  deleteAndSignOut()
  for (let tries = 0; tries < 60; tries++) {
    await quiet()
    clock.advance(1_000)
  }
  await quiet()
  assert.equal(state().problem, 'Another window still holds some of it. Close it, sign in again and delete once more.')
})
