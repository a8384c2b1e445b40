import assert from 'node:assert/strict'
import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Medium, Opening, Reading, Writing } from '@holdfast/journal'
import { mediaContract } from '@holdfast/journal/testing'
import type { MediumCall } from '../src/mediumChild.ts'
import { coreMissing } from '../src/mmkv.ts'
import { dropFolder, mediumIn, newFolder } from '../src/location.ts'

// The contract of a medium mentions other processes. On a phone this can mean two things, so each case runs twice:
//
// One process, one store. MMKV shares one instance by id. So what opens the location again (a reload of the JavaScript, a background task
// in the running app) gets the same memory. Two open media are two views of one store.
//
// A process each. Every medium is in its own child process and reads the files. One case is left out there: two processes that write the
// same store at once. A journal's store is opened in MMKV's single-process mode, in which the second writer does not see the first and
// overwrites it (two such processes kept 1,223 of 4,000 keys). Only the app may ever open it.

const skip = coreMissing() ?? false

for (const contractCase of mediaContract) {
  test(`${contractCase.name} (MMKV, one process)`, { skip }, async () => {
    const path = newFolder()
    try {
      await contractCase.run({ medium: () => mediumIn(path) })
    } finally {
      dropFolder(path)
    }
  })

  if (contractCase.name.startsWith('[M7]')) continue
  test(`${contractCase.name} (MMKV, a process each)`, { skip }, async () => {
    const path = newFolder()
    const children: ChildProcess[] = []
    try {
      await contractCase.run({
        medium() {
          const child = fork(join(import.meta.dirname, '../src/mediumChild.ts'), [path])
          children.push(child)
          return mediumOf(child)
        },
      })
    } finally {
      for (const child of children) child.kill('SIGKILL')
      dropFolder(path)
    }
  })
}

test('the processes are separate: what another one appended while we had the store open is not seen', { skip }, async () => {
  const path = newFolder()
  const child = fork(join(import.meta.dirname, '../src/mediumChild.ts'), [path])
  try {
    const [ours, theirs] = [mediumIn(path), mediumOf(child)]
    await new Promise<Opening>((done) => ours.open(done))
    await new Promise<Opening>((done) => theirs.open(done))
    assert.deepEqual(await new Promise<Writing>((done) => theirs.append('0000000000000001', 'theirs', done)), { ok: true })
    assert.deepEqual(await new Promise<Reading>((done) => ours.read('', done)), { ok: true, stored: [] })
  } finally {
    child.kill('SIGKILL')
    dropFolder(path)
  }
})

/** A medium whose calls are made in another process, one after the other. */
function mediumOf(child: ChildProcess): Medium {
  let last = Promise.resolve<unknown>(undefined)
  const ask = <T>(call: MediumCall, done: (given: T) => void) => {
    last = last.then(
      () =>
        new Promise((resolve) => {
          child.once('message', ({ given }: { given: T }) => {
            done(given)
            resolve(given)
          })
          child.send(call)
        }),
    )
  }
  return {
    name: 'in another process',
    open: (done) => ask(['open'], done),
    read: (afterKey, done) => ask(['read', afterKey], done),
    append: (key, value, done) => ask(['append', key, value], done),
    commit: (done) => ask(['commit'], done),
    drop: (done) => ask(['drop'], done),
    close() {
      child.kill('SIGKILL')
    },
  }
}
