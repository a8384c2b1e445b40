import assert from 'node:assert/strict'
import { mkdirSync, renameSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Journal } from '@holdfast/journal'
import { closeAll, coreMissing } from '../src/mmkv.ts'
import { bothReplicas, dropFolder, filesOf, newFolder, openIn, takeFiles, type Replica } from '../src/location.ts'
import { eventOf, judge } from '../src/written.ts'

// Before the first unlock after a restart a phone cannot open the files. A folder in place of the data file has the same effect on MMKV,
// also for root: it does not throw, the store looks empty.

const skip = coreMissing() ?? false
const tokens = Array.from({ length: 20 }, (_, n) => `t${n}`)
const said = { acknowledged: tokens, tried: tokens }
const whole = { lost: [], invented: [] }

for (const unreadable of [['a'], ['b'], ['a', 'b']] as const) {
  test(
    `[J7] replica ${unreadable.join(' and ').toUpperCase()} cannot be opened: unavailable, never an empty history, and nothing is written`,
    { skip },
    () => {
      withLocation((path) => {
        const readable = bothReplicas.filter((replica) => !unreadable.some((one) => one === replica))
        const before = readable.map((replica) => records(path, replica))
        const locks = unreadable.map((replica) => lock(path, replica))
        for (const expectHistory of [true, false]) {
          const answer = openIn(path, { expectHistory })
          assert.equal(answer.open, false, 'it opened')
          closeAll(path)
        }
        assert.deepEqual(
          readable.map((replica) => records(path, replica)),
          before,
        )
        for (const unlock of locks) unlock()
        assert.deepEqual(judge(open(path).records, said), whole)
      })
    },
  )

  test(
    `[J7] replica ${unreadable.join(' and ').toUpperCase()} can be opened again: the next try in the same process finds everything`,
    { skip },
    () => {
      withLocation((path) => {
        const locks = unreadable.map((replica) => lock(path, replica))
        assert.equal(openIn(path).open, false)
        for (const unlock of locks) unlock()
        const answer = openIn(path)
        assert.ok(answer.open, answer.open ? '' : `still unavailable after the unlock: ${answer.why}`)
        assert.deepEqual(judge(answer.journal.records, said), whole)
      })
    },
  )
}

for (const replica of bothReplicas) {
  test(`[J5] only the .crc of replica ${replica.toUpperCase()} cannot be opened: everything, or unavailable, never less`, { skip }, () => {
    withLocation((path) => {
      const [, meta] = filesOf(replica)
      const unlock = lock(path, replica, meta)
      const answer = openIn(path)
      if (answer.open) assert.deepEqual(judge(answer.journal.records, said), whole)
      closeAll(path)
      unlock()
      assert.deepEqual(judge(open(path).records, said), whole)
    })
  })
}

test('[J4] a replica that can no longer be opened refuses appends and loses nothing', { skip }, () => {
  withLocation((path) => {
    const journal = open(path)
    // A commit closes the file, so the next call opens it again.
    journal.commit()
    const unlock = lock(path, 'a')
    const answers: boolean[] = []
    journal.append({ event: eventOf('locked') }, ({ saved }) => answers.push(saved))
    assert.deepEqual(answers, [false])
    assert.deepEqual(judge(journal.records, said), whole)
    unlock()
    closeAll(path)
    assert.deepEqual(judge(open(path).records, said), whole)
  })
})

/** Puts a folder in the place of a file, and answers a function that puts the file back. */
function lock(path: string, replica: Replica, file = filesOf(replica)[0]): () => void {
  const location = join(path, file)
  renameSync(location, `${location}.away`)
  mkdirSync(location)
  return () => {
    rmdirSync(location)
    renameSync(`${location}.away`, location)
  }
}

/** The bytes of the records of a replica; opening and reading a store does not change them. */
function records(path: string, replica: Replica): Buffer {
  const { data, meta } = takeFiles(path, replica)
  assert.ok(data && meta)
  return data.subarray(8, 4 + meta.readUInt32LE(28))
}

function open(path: string): Journal {
  const answer = openIn(path)
  assert.ok(answer.open, answer.open ? '' : answer.why)
  return answer.journal
}

/** A folder with a journal of twenty records, closed. */
function withLocation(use: (path: string) => void): void {
  const path = newFolder()
  try {
    const answer = openIn(path, { expectHistory: false })
    assert.ok(answer.open)
    for (const token of tokens) answer.journal.append({ event: eventOf(token) }, ({ saved }) => assert.ok(saved))
    closeAll(path)
    use(path)
  } finally {
    dropFolder(path)
  }
}
