import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DrainReport, Outbox } from '@holdfast/outbox'
import {
  backgroundRuns,
  drainInBackground,
  endRun,
  followRuns,
  recordRun,
  wakeWhileWaiting,
  type BackgroundRun,
} from '../sync/device/background.ts'
import { indexOf } from './textIndex.ts'

const run = (at: number, more: Partial<BackgroundRun> = {}): BackgroundRun => ({
  at,
  outcome: 'drained',
  sent: 1,
  rejected: 2,
  waiting: 3,
  ...more,
})

test('runs are kept newest first, the last 50 of them', () => {
  const index = indexOf()
  assert.deepEqual(backgroundRuns(index), [])
  for (let at = 1; at <= 52; at++) recordRun(index, run(at))
  const runs = backgroundRuns(index)
  assert.deepEqual([runs.length, runs[0], runs.at(-1)], [50, run(52), run(3)])
  assert.deepEqual(index.keys(), ['background_runs'])
  for (const outcome of ['drained', 'signedOut', 'storageUnavailable'] as const) {
    recordRun(index, run(60, { outcome }))
    assert.equal(backgroundRuns(index)[0]?.outcome, outcome)
  }
})

test('what cannot be read is no run, and the next one is kept all the same', () => {
  for (const text of ['{"half', '{}', '[{"at":1}]', JSON.stringify([run(1, { outcome: 'else' as never })])]) {
    const index = indexOf({ background_runs: text })
    assert.deepEqual(backgroundRuns(index), [])
    recordRun(index, run(2))
    assert.deepEqual(backgroundRuns(index), [run(2)])
  }
})

test('the list of runs is the same value until there is another run', () => {
  const index = indexOf()
  const runs = followRuns(index)
  assert.equal(runs(), runs())
  recordRun(index, run(1))
  const one = runs()
  assert.deepEqual([one, runs() === one], [[run(1)], true])
  recordRun(index, run(2))
  assert.deepEqual(runs(), [run(2), run(1)])
})

test('a run sends for twenty seconds, and what came of it is recorded with its time and told', () => {
  const index = indexOf()
  const asked: unknown[] = []
  const outbox = {
    drain(options: unknown, done: (report: DrainReport) => void) {
      asked.push(options)
      done({ sent: 4, rejected: 1, waiting: 2, nextAttemptInMs: 5 })
    },
  } as unknown as Outbox
  const platform = { index, clock: { wallMs: () => 77 } as never }
  const told: unknown[] = []
  drainInBackground(platform, outbox, (end) => told.push(end))
  const end = { outcome: 'drained', sent: 4, rejected: 1, waiting: 2 }
  assert.deepEqual([asked, told, backgroundRuns(index)], [[{ deadlineMs: 20_000 }], [end], [{ at: 77, ...end }]])
  endRun(platform, { outcome: 'signedOut', sent: 0, rejected: 0, waiting: 0 }, (one) => told.push(one))
  assert.deepEqual([told.length, backgroundRuns(index)[0]?.outcome], [2, 'signedOut'])
})

/** A system that can wake the app, and how much waits. */
function waking(refuses = false) {
  const asked: string[] = []
  const hear = (what: string) => () => {
    asked.push(what)
    return refuses ? Promise.reject(new Error('not allowed')) : Promise.resolve()
  }
  let waiting = 0
  let tell = (): void => {}
  const outbox = {
    snapshot: () => ({ waiting: Array.from({ length: waiting }) }),
    subscribe(listener: () => void) {
      tell = listener
      return () => (tell = () => {})
    },
  } as unknown as Outbox
  const follow = () => wakeWhileWaiting(outbox, { register: hear('register'), unregister: hear('unregister') })
  return { asked, follow, waits: (count: number) => ((waiting = count), tell()) }
}

test('the system is asked to wake the app while anything waits, once, and no longer', () => {
  const { asked, follow, waits } = waking()
  const stop = follow()
  for (const count of [0, 1, 2, 0, 0, 1]) waits(count)
  assert.deepEqual(asked, ['unregister', 'register', 'unregister', 'register'])
  stop()
  waits(0)
  assert.equal(asked.length, 4)
})

test('a system that refused is asked again at the next change', async () => {
  const { asked, follow, waits } = waking(true)
  follow()
  waits(1)
  await new Promise((resolve) => setImmediate(resolve))
  waits(2)
  assert.deepEqual(asked, ['unregister', 'register', 'register'])
})
