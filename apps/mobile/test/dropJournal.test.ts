import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Medium, Place } from '@holdfast/journal'
import { dropJournal } from '../sync/dropJournal.ts'

/** A place whose databases are held by another window, which lets go of one after so many tries. */
function heldFor(...tries: number[]) {
  const left = [...tries]
  const medium = (index: number) =>
    ({ drop: (done: (isGone: boolean) => void) => done(left[index]! <= 0 || left[index]!-- <= 0) }) satisfies Pick<Medium, 'drop'>
  return {
    generations: (done) => done({ ok: true, generations: tries.flatMap((_, index) => (left[index]! > 0 ? [index] : [])) }),
    sides: (index) => [medium(index) as unknown as Medium],
  } satisfies Place
}

test('a journal that another window still holds is thrown away once it lets go; after some seconds the answer is that it is still there', async () => {
  let waits = 0
  const clock = {
    after(_ms: number, callback: () => void) {
      waits++
      callback()
      return () => undefined
    },
  }
  assert.equal(await dropJournal(heldFor(), clock), true)
  assert.equal(waits, 0)
  assert.equal(await dropJournal(heldFor(1, 3), clock), true)
  assert.ok(waits > 0 && waits <= 3, `${waits} waits`)
  assert.equal(await dropJournal(heldFor(Infinity), clock), false)
  assert.ok(waits < 30, `${waits} waits`)
})
