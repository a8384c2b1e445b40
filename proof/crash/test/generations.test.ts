import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Compacted, Journal } from '@holdfast/journal'
import { closeAll, coreMissing } from '../src/mmkv.ts'
import {
  bothReplicas,
  dropFolder,
  filesOf,
  newFolder,
  openIn,
  putFiles,
  takeFiles,
  type LocationOptions,
  type Replica,
} from '../src/location.ts'
import { eventOf } from '../src/written.ts'

const skip = coreMissing() ?? false

test(
  '[J13] [J14] a compaction on the real core: what is live is there at the next launch, and the old generation is gone',
  { skip },
  () => {
    withLocation((path) => {
      const journal = open(path)
      append(journal, tokens(0, 10))
      assert.deepEqual(
        compact(journal, (token) => token !== 't3'),
        { compacted: true, dropped: 1 },
      )
      append(journal, ['later'])
      closeAll(path)
      assert.deepEqual(found(open(path)), [...tokens(0, 10).filter((token) => token !== 't3'), 'later'])
      assert.deepEqual(
        bothReplicas.flatMap((replica) => filesOf(replica, 1)).filter((file) => existsSync(join(path, file))),
        [],
      )
    })
  },
)

for (const replica of bothReplicas) {
  test(
    `[J13] killed when only replica ${replica.toUpperCase()} had the pointer record: the new generation is the journal, and complete`,
    { skip },
    () => {
      withLocation((path) => {
        const journal = open(path)
        append(journal, tokens(0, 10))
        const other: Replica = replica === 'a' ? 'b' : 'a'
        const withoutPointer = takeFiles(path, other)
        compact(journal, () => true)
        closeAll(path)
        putFiles(path, other, withoutPointer)
        const again = open(path)
        assert.deepEqual([again.generation, found(again)], [2, tokens(0, 10)])
      })
    },
  )
}

test('[J13] killed after the copy and before the pointer record: the old generation is the journal, and complete', { skip }, () => {
  withLocation((path) => {
    interruptedCompaction(path, tokens(0, 10))
    const journal = open(path)
    assert.deepEqual([journal.generation, found(journal)], [1, tokens(0, 10)])
    append(journal, ['later'])
    assert.equal(compact(journal, () => true).compacted, true)
    closeAll(path)
    assert.deepEqual(found(open(path)), [...tokens(0, 10), 'later'])
  })
})

test('[J8] [J13] a power cut after a compaction removes all that was not committed: what was committed is there', { skip }, () => {
  withLocation((path) => {
    const onDisk = new Map<string, Buffer>()
    const committed = (id: string) => {
      for (const file of [id, `${id}.crc`]) onDisk.set(file, readFileSync(join(path, file)))
    }
    const journal = open(path, { committed })
    append(journal, tokens(0, 10))
    journal.commit()
    compact(journal, () => true)
    append(journal, tokens(10, 15))
    journal.commit()
    closeAll(path)
    // The power is cut before the system has written a single page by itself.
    for (const [file, bytes] of onDisk) writeFileSync(join(path, file), bytes)
    assert.deepEqual(found(open(path)), tokens(0, 15))
  })
})

test('[J13] what is no longer live between an interrupted compaction and the next one does not come back', { skip }, () => {
  withLocation((path) => {
    interruptedCompaction(path, tokens(0, 10))
    const journal = open(path)
    append(journal, ['t3 is settled'])
    const isLive = (token: string) => token !== 't3'
    assert.equal(compact(journal, isLive).compacted, true)
    closeAll(path)
    assert.deepEqual(found(open(path)), [...tokens(0, 10).filter(isLive), 't3 is settled'])
  })
})

/** Leaves a folder like a process that is killed after it copied everything and before it wrote the pointer record. */
function interruptedCompaction(path: string, written: readonly string[]): void {
  const journal = open(path)
  append(journal, written)
  const withoutPointer = bothReplicas.map((replica) => takeFiles(path, replica))
  compact(journal, () => true)
  closeAll(path)
  bothReplicas.forEach((replica, index) => putFiles(path, replica, withoutPointer[index]!))
}

function compact(journal: Journal, isLive: (token: string) => boolean): Compacted {
  let answer: Compacted | undefined
  journal.compact(
    ({ event }) => isLive((event as { token: string }).token),
    (compacted) => (answer = compacted),
  )
  assert.ok(answer, 'MMKV completes at once')
  return answer
}

function append(journal: Journal, written: readonly string[]): void {
  for (const token of written) journal.append({ event: eventOf(token) }, ({ saved }) => assert.ok(saved))
}

function found(journal: Journal): string[] {
  return journal.records.map(({ event }) => (event as { token: string }).token)
}

function tokens(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, n) => `t${from + n}`)
}

function open(path: string, options: LocationOptions = {}): Journal {
  const answer = openIn(path, { ...options, expectHistory: false })
  assert.ok(answer.open, answer.open ? '' : answer.why)
  return answer.journal
}

function withLocation(use: (path: string) => void): void {
  const path = newFolder()
  try {
    use(path)
  } finally {
    dropFolder(path)
  }
}
