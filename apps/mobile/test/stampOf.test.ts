import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stampOf } from '../sync/session/stampOf.ts'

test('the stamp of an operation is the one in its body; a body of any other shape has none', () => {
  assert.equal(stampOf({ logged_at: '2027-01-15T09:00:00.000Z', completedAt: '2027-01-15T08:00:00.000Z' }), '2027-01-15T09:00:00.000Z')
  for (const body of [undefined, null, 'x', 5, {}, { logged_at: null }, { logged_at: 'yesterday' }, { logged_at: 1 }])
    assert.equal(stampOf(body), null)
})
