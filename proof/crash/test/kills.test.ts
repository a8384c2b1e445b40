import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coreMissing } from '../src/mmkv.ts'
import { kill, tableOf, type Totals } from '../src/trials/kill.ts'

const skip = coreMissing() ?? false
// A new seed every time, so that every run tests something else. The moments of the kills are computed from it; the scheduler adds its own
// variation.
const seed = process.env['KILL_SEED'] ?? String(Date.now())
const all: Totals[] = []

test(
  '[J1] killed with SIGKILL while it appends, repairs or commits: nothing acknowledged is lost, nothing invented',
  { skip },
  async () => {
    const totals = await kill('journal', { kills: 20, seed })
    all.push(totals)
    keeps(totals)
    assert.ok(totals.acknowledged > 20 * 10, `only ${totals.acknowledged} records in 20 processes: nothing was at stake`)
  },
)

test('[J1] the same with a large store and a commit at every append', { skip }, async () => {
  const totals = await kill('journalLarge', { kills: 10, seed })
  all.push(totals)
  keeps(totals)
})

test('[J13] [J14] killed while it compacts: nothing acknowledged is lost, nothing invented', { skip }, async () => {
  const totals = await kill('compaction', { kills: 10, seed })
  all.push(totals)
  keeps(totals)
})

test('[J5] [J6] a kill destroys a whole replica, and the other one has everything', { skip }, async () => {
  const totals = await kill('journalDiscard', { kills: 60, seed, until: ({ kills, destroyed }) => kills >= 10 && destroyed >= 2 })
  all.push(totals)
  keeps(totals)
  assert.ok(totals.destroyed > 0, `no replica was destroyed in ${totals.kills} kills, so the mirror was not put to the test`)
})

// Controls. A harness that cannot see a loss would call anything safe: when these keep their data, the harness is broken.
test('control: without the mirror the same kills lose acknowledged records', { skip }, async () => {
  const totals = await kill('oneReplicaDiscard', { kills: 60, seed, keep: false, until: ({ lost }) => lost > 0 })
  all.push(totals)
  assert.ok(totals.lost > 0, `one replica alone lost nothing in ${totals.kills} kills: this harness cannot see loss`)
})

for (const blob of ['blob50', 'blob500'] as const) {
  test(`control: one key rewritten with ${blob.slice(4)} kB of JSON loses what was acknowledged`, { skip }, async () => {
    const totals = await kill(blob, { kills: 60, seed, keep: false, until: ({ lost }) => lost > 0 })
    all.push(totals)
    assert.ok(totals.lost > 0, `the blob survived ${totals.kills} kills: this harness cannot see loss`)
  })
}

test('the table of these kills', { skip }, (context) => {
  for (const line of [`KILL_SEED=${seed}`, ...tableOf(all).split('\n')]) context.diagnostic(line)
})

function keeps(totals: Totals): void {
  const { lost, invented, locations, words } = totals
  assert.deepEqual({ lost, invented, locations, words }, { lost: 0, invented: 0, locations: [], words: [] }, `KILL_SEED=${seed}`)
}
