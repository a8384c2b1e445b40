import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runDay, type Day } from '../src/index.ts'
import { noRates } from '../src/faults.ts'

// Days on which the simulator itself was wrong, each with what it got wrong.

test('a tab that dies right after it wrote an untick: the lifter does not know whether a number typed in another tab changes that set', () => {
  // Day 1609889454719 was the first; later changes of the simulator made it another day. This one was found anew and shrunk.
  const day: Day = {
    seed: 477,
    phones: [{ kind: 'web', skewMs: 0 }],
    rates: { ...noRates, killedAfterWrite: 0.15, slowDisk: 0.3 },
    acts: [
      { atMs: 5_000, phone: 0, kind: 'start', session: 1 },
      { atMs: 9_000, phone: 0, kind: 'tick', sets: 3, gapMs: 500, reps: 5, rpe: false },
      { atMs: 14_000, phone: 0, kind: 'openTab' },
      { atMs: 20_007, phone: 0, kind: 'tick', sets: 1, gapMs: 0, reps: 6, rpe: false },
      { atMs: 20_675, phone: 0, kind: 'otherTab' },
      { atMs: 21_679, phone: 0, kind: 'untick', set: 0, reps: 1 },
      { atMs: 21_683, phone: 0, kind: 'edit', set: 1, reps: 5 },
      { atMs: 21_710, phone: 0, kind: 'otherTab' },
      { atMs: 22_469, phone: 0, kind: 'otherTab' },
      { atMs: 23_584, phone: 0, kind: 'untick', set: 0, reps: 1 },
      { atMs: 23_589, phone: 0, kind: 'edit', set: 1, reps: 5 },
    ],
    twoAccounts: false,
    healsAtMs: 83_607,
  }
  const { violations, tally } = runDay(day)
  assert.deepEqual(violations, [])
  assert.ok(tally.struck.killedAfterWrite > 0, 'a tab died right after a write')
})
