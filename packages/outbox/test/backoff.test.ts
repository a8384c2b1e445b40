import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { BACKOFF_MS_MAX, BACKOFF_MS_MIN, backoffMs } from '../src/index.ts'

test('[O8] every wait is in its window, and the window doubles up to the cap', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (failures, unit) => {
      const waitMs = backoffMs(failures, unit)
      assert.ok(waitMs >= 0 && waitMs < Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** (failures - 1)))
    }),
  )
})
