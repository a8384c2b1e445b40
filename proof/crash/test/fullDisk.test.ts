import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Journal, Saved } from '@holdfast/journal'
import { closeAll, coreMissing, createMMKV, limitFileSize } from '../src/mmkv.ts'
import { dropFolder, idOf, newFolder, openIn, type Replica } from '../src/location.ts'
import { eventOf, judge } from '../src/written.ts'

// MMKV doubles its file when it is full, and a full disk refuses exactly that. In these tests no file may grow beyond 64 kB.

const skip = coreMissing() ?? false
const limit = 65_536

for (const full of ['a', 'b'] as const) {
  test(
    `[J1] [J4] the disk fills up under replica ${full.toUpperCase()}: not saved, nothing lost, readable, and it goes on when there is space`,
    { skip },
    () => {
      withLocation((path) => {
        const said = fill(path, full)
        const { journal, acknowledged, refused } = said
        assert.ok(acknowledged.length > 20, `${acknowledged.length} records before the disk was full`)
        assert.equal(refused.length, 20)
        assert.deepEqual(judge(journal.records, said), { lost: [], invented: [] }, 'what was said is what is heard')

        limitFileSize()
        assert.equal(append(journal, 'later').saved, true)
        closeAll(path)
        const again = open(path)
        const tried = [...said.tried, 'later']
        assert.deepEqual(judge(again.records, { acknowledged: [...acknowledged, 'later'], tried }), { lost: [], invented: [] })
        // One replica may already have a refused record: it must not come back now that a later one is saved.
        assert.deepEqual(
          refused.filter((token) => again.records.some(({ event }) => (event as { token: string }).token === token)),
          [],
        )
      })
    },
  )

  test(
    `[J5] a restart while the disk is full and replica ${full.toUpperCase()} refuses: everything is readable, appends are refused, then go on`,
    { skip },
    () => {
      withLocation((path) => {
        const said = fill(path, full)
        closeAll(path)
        const { records } = open(path)
        assert.deepEqual(judge(records, said), { lost: [], invented: [] })
        closeAll(path)
        const journal = open(path)
        const answers = ['more1', 'more2', 'more3'].map((token) => append(journal, token))
        assert.ok(answers.some(({ saved }) => !saved))
        limitFileSize()
        assert.equal(append(journal, 'later').saved, true)
      })
    },
  )

  test(
    `[J7] a restart while the disk is full and replica ${full.toUpperCase()} is gone: everything, or unavailable until there is space, never less`,
    { skip },
    () => {
      withLocation((path) => {
        const said = fill(path, full)
        closeAll(path)
        const gone = createMMKV({ id: idOf(full), path, recoveryStrategy: 'recover-on-error' })
        gone.clearAll()
        closeAll(path)
        const answer = openIn(path)
        if (answer.open) assert.deepEqual(judge(answer.journal.records, said).lost, [])
        closeAll(path)
        limitFileSize()
        assert.deepEqual(judge(open(path).records, said), { lost: [], invented: [] })
      })
    },
  )
}

test('[J7] a new journal on a disk that is already full is unavailable, and a new journal once there is space', { skip }, () => {
  withLocation((path) => {
    limitFileSize(4096)
    assert.equal(openIn(path, { expectHistory: false }).open, false)
    limitFileSize()
    assert.equal(append(open(path, { expectHistory: false }), 'first').saved, true)
    closeAll(path)
    assert.equal(open(path).records.length, 1)
  })
})

test('[J8] a commit on a full disk does no damage', { skip }, () => {
  withLocation((path) => {
    const said = fill(path, 'a')
    said.journal.commit()
    closeAll(path)
    assert.deepEqual(judge(open(path).records, said), { lost: [], invented: [] })
  })
})

type Filled = { journal: Journal; acknowledged: string[]; refused: string[]; tried: string[] }

/** Appends until one replica has refused twenty times. */
function fill(path: string, full: Replica): Filled {
  const journal = open(path, { expectHistory: false })
  // The replica with the extra data is the first one that has to grow.
  createMMKV({ id: idOf(full), path, recoveryStrategy: 'recover-on-error' }).set('ballast', '.'.repeat(8000))
  limitFileSize(limit)
  const filled: Filled = { journal, acknowledged: [], refused: [], tried: [] }
  for (let n = 0; filled.refused.length < 20; n++) {
    assert.ok(n < 5000, 'nothing was refused, and 64 kB cannot hold that much')
    const token = `t${n}`
    filled.tried.push(token)
    const saved = append(journal, token)
    if (saved.saved) filled.acknowledged.push(token)
    else filled.refused.push(token)
  }
  return filled
}

function append(journal: Journal, token: string): Saved {
  let answer: Saved | undefined
  journal.append({ event: eventOf(token) }, (saved) => (answer = saved))
  assert.ok(answer, 'MMKV completes at once')
  return answer
}

function open(path: string, options: Parameters<typeof openIn>[1] = {}): Journal {
  const answer = openIn(path, options)
  assert.ok(answer.open, answer.open ? '' : answer.why)
  return answer.journal
}

function withLocation(use: (path: string) => void): void {
  const path = newFolder()
  try {
    use(path)
  } finally {
    limitFileSize()
    dropFolder(path)
  }
}
