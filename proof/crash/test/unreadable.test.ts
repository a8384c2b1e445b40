import assert from 'node:assert/strict'
import { mkdirSync, renameSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Journal } from '@holdfast/journal'
import { closeAll, coreMissing } from '../src/mmkv.ts'
import { bothSides, dropFolder, filesOf, newFolder, openIn, takeFiles, type Side } from '../src/place.ts'
import { eventOf, judge } from '../src/written.ts'

// Before the first unlock after a restart a phone cannot open the files at all. A folder where the data file should be is the same to
// MMKV, also for root: it does not throw, it looks empty.

const skip = coreMissing() ?? false
const tokens = Array.from({ length: 20 }, (_, n) => `t${n}`)
const said = { acknowledged: tokens, tried: tokens }
const whole = { lost: [], invented: [] }

for (const unreadable of [['a'], ['b'], ['a', 'b']] as const) {
  test(
    `[J7] side ${unreadable.join(' and ').toUpperCase()} cannot be opened: unavailable, never an empty history, and nothing is written`,
    { skip },
    () => {
      withPlace((path) => {
        const readable = bothSides.filter((side) => !unreadable.some((one) => one === side))
        const before = readable.map((side) => records(path, side))
        const locks = unreadable.map((side) => lock(path, side))
        for (const expectHistory of [true, false]) {
          const answer = openIn(path, { expectHistory })
          assert.equal(answer.open, false, 'it opened')
          closeAll(path)
        }
        assert.deepEqual(
          readable.map((side) => records(path, side)),
          before,
        )
        for (const unlock of locks) unlock()
        assert.deepEqual(judge(open(path).records, said), whole)
      })
    },
  )

  test(
    `[J7] side ${unreadable.join(' and ').toUpperCase()} can be opened again: the next try in the same process finds everything`,
    { skip },
    () => {
      withPlace((path) => {
        const locks = unreadable.map((side) => lock(path, side))
        assert.equal(openIn(path).open, false)
        for (const unlock of locks) unlock()
        const answer = openIn(path)
        assert.ok(answer.open, answer.open ? '' : `still unavailable after the unlock: ${answer.why}`)
        assert.deepEqual(judge(answer.journal.records, said), whole)
      })
    },
  )
}

for (const side of bothSides) {
  test(`[J5] only the .crc of side ${side.toUpperCase()} cannot be opened: everything, or unavailable, never less`, { skip }, () => {
    withPlace((path) => {
      const [, meta] = filesOf(side)
      const unlock = lock(path, side, meta)
      const answer = openIn(path)
      if (answer.open) assert.deepEqual(judge(answer.journal.records, said), whole)
      closeAll(path)
      unlock()
      assert.deepEqual(judge(open(path).records, said), whole)
    })
  })
}

test('[J4] a side that cannot be opened any more refuses appends and loses nothing', { skip }, () => {
  withPlace((path) => {
    const journal = open(path)
    // A commit lets go of the file, so the next call opens it again.
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

/** Puts a folder in the place of a file, and answers how to put the file back. */
function lock(path: string, side: Side, file = filesOf(side)[0]): () => void {
  const place = join(path, file)
  renameSync(place, `${place}.away`)
  mkdirSync(place)
  return () => {
    rmdirSync(place)
    renameSync(`${place}.away`, place)
  }
}

/** The bytes of the records of a side; a store that is only opened and read keeps them. */
function records(path: string, side: Side): Buffer {
  const { data, meta } = takeFiles(path, side)
  assert.ok(data && meta)
  return data.subarray(8, 4 + meta.readUInt32LE(28))
}

function open(path: string): Journal {
  const answer = openIn(path)
  assert.ok(answer.open, answer.open ? '' : answer.why)
  return answer.journal
}

/** A folder with a journal of twenty records, closed. */
function withPlace(use: (path: string) => void): void {
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
