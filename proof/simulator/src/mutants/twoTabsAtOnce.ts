import type { Day } from '../day.ts'
import { noRates } from '../faults.ts'

/**
 * A day on which two tabs log at the same moment, so that one of them finds its place in the journal taken. Planned days hardly ever have that:
 * 13 such races in 3,000 days. It was found among days whose second tab follows the first within 5 ms, and shrunk.
 */
export const twoTabsAtOnce: Day = {
  seed: 10,
  phones: [
    { kind: 'web', skewMs: 0 },
    { kind: 'web', skewMs: 40_000 },
    { kind: 'web', skewMs: 34_560_000_000 },
  ],
  rates: { ...noRates, slowDisk: 0.1, requestLost: 0.1, answerLost: 0.1, duplicated: 0.1, slowLoris: 0.3, busyAfter: 0.03 },
  acts: [
    { atMs: 7_631, phone: 0, kind: 'start', session: 1 },
    { atMs: 10_451, phone: 2, kind: 'openTab' },
    { atMs: 10_452, phone: 2, kind: 'otherTab' },
    { atMs: 15_189, phone: 1, kind: 'start', session: 1 },
    { atMs: 17_547, phone: 2, kind: 'otherTab' },
    { atMs: 18_746, phone: 0, kind: 'start', session: 1 },
    { atMs: 21_660, phone: 2, kind: 'background', forMs: 50, wakes: false },
    { atMs: 24_168, phone: 0, kind: 'tick', sets: 3, gapMs: 0, reps: 2, rpe: false },
    { atMs: 24_168, phone: 0, kind: 'openTab' },
    { atMs: 24_170, phone: 0, kind: 'otherTab' },
    { atMs: 24_170, phone: 0, kind: 'edit', set: 0, reps: 4 },
    { atMs: 32_121, phone: 0, kind: 'edit', set: 5, reps: 2 },
    { atMs: 32_126, phone: 0, kind: 'otherTab' },
    { atMs: 32_126, phone: 0, kind: 'edit', set: 5, reps: 11 },
  ],
  twoAccounts: false,
  healsAtMs: 240_000,
}
