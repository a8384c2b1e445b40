import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  arrivalAmongOwn,
  arrivalOf,
  countsAmongOwn,
  effectiveMs,
  HELD_UP_MS_MAX,
  boundsAround,
  type OwnStatement,
  type StatementBounds,
} from '../src/index.ts'

const NOON = Date.UTC(2026, 2, 10, 12)
const iso = (ms: number): string => new Date(ms).toISOString()

/** A server that receives statements of one device. Each was made at a moment of the device's clock, and then was in flight for `wayMs`. */
function device(behindMs: number) {
  const words: OwnStatement[] = []
  return {
    words,
    hears(tapMs: number, sentMs: number, wayMs: number): number {
      const saidMs = tapMs - behindMs
      const arrived = arrivalOf(iso(sentMs - behindMs), sentMs + wayMs)
      const arrival = arrivalAmongOwn(arrived, iso(saidMs), boundsAround(saidMs, words))
      const countsMs = countsAmongOwn(iso(saidMs), arrived, arrival)
      assert.equal(countsMs, effectiveMs(iso(saidMs), arrival))
      words.push({ saidMs, countsMs: countsMs! })
      return countsMs!
    },
  }
}

test('a slow statement does not count from after its own correction, in whichever order the two arrive', () => {
  const first = device(108_000_000)
  const slow = first.hears(NOON, NOON, 9_000)
  assert.ok(first.hears(NOON + 300, NOON + 300, 50) > slow)
  const second = device(108_000_000)
  const correction = second.hears(NOON + 300, NOON + 300, 50)
  assert.ok(second.hears(NOON, NOON, 90_000) < correction)
})

test('the statements of a late batch count before later ones, in their own order (simulator, seed 60348)', () => {
  const phone = device(108_000_000)
  const finish = phone.hears(NOON + 5_000, NOON + 5_000, 50)
  const late = [NOON, NOON + 400, NOON + 4_999].map((tapMs) => phone.hears(tapMs, NOON + 4_999, 90_000))
  assert.deepEqual(late, [finish - 5_000, finish - 4_600, finish - 1])
})

test('a statement made with the right clock, and sent after the clock was set, counts after earlier statements', () => {
  const words: StatementBounds = { after: NOON, before: null, until: null }
  const set = arrivalOf(iso(NOON + 60_000 + 93_600_000), NOON + 60_000)
  assert.equal(effectiveMs(iso(NOON + 5_000), arrivalAmongOwn(set, iso(NOON + 5_000), words)), NOON + 1)
})

test('a statement that fits among those of its device is not moved, and neither is a single one', () => {
  const arrival = arrivalOf(undefined, NOON)
  assert.equal(arrivalAmongOwn(arrival, iso(NOON - 500), { after: NOON - 900, before: NOON - 100, until: NOON - 100 }), arrival)
  assert.equal(arrivalAmongOwn(arrival, iso(NOON - 500), { after: null, before: null, until: null }), arrival)
})

test('a device that lost its journal and set its clock back is not limited by its statements with the wrong clock', () => {
  const arrival = arrivalOf(undefined, NOON)
  const late = { after: null, before: NOON - HELD_UP_MS_MAX, until: NOON - HELD_UP_MS_MAX + 1 }
  assert.equal(arrivalAmongOwn(arrival, iso(NOON), late), arrival)
})

test('a statement from the future does not affect the order of others', () => {
  const arrival = arrivalOf(undefined, NOON)
  assert.equal(countsAmongOwn('9999-12-31T23:59:59Z', arrival, arrival), null)
  assert.equal(countsAmongOwn(iso(NOON + 5_000), arrival, arrival), NOON)
  // The clock was set back a day after the statement: it looks like one of tomorrow, and was made today.
  const putBack = arrivalOf(iso(NOON - 86_400_000), NOON)
  assert.equal(countsAmongOwn(iso(NOON - 5_000), putBack, putBack), NOON)
})

test('however long each is in flight, no statement of a device counts before an earlier one', () => {
  const taps = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 2, maxLength: 8 })
  const ways = fc.array(fc.record({ waitMs: fc.integer({ min: 0, max: 20_000 }), wayMs: fc.integer({ min: 0, max: 60_000 }) }), {
    minLength: 8,
    maxLength: 8,
  })
  fc.assert(
    fc.property(fc.constantFrom(0, 40_000, -40_000, 108_000_000, -31_536_000_000), taps, ways, (behindMs, seconds, trips) => {
      const phone = device(behindMs)
      for (const [index, second] of seconds.entries()) {
        const { waitMs, wayMs } = trips[index]!
        const tapMs = NOON + second * 1000
        phone.hears(tapMs, tapMs + waitMs, wayMs)
      }
      const inOrder = [...phone.words].sort((a, b) => a.saidMs - b.saidMs)
      for (const [index, word] of inOrder.entries()) if (index > 0) assert.ok(inOrder[index - 1]!.countsMs <= word.countsMs)
    }),
    { numRuns: 2_000 },
  )
})
