import assert from 'node:assert/strict'
import { test } from 'node:test'

// `npm test` starts the tests with TZ set. Node would use UTC for an unknown zone, without a message.
test('the tests run in the zone that TZ names', { skip: process.env.TZ ? false : 'TZ is not set' }, () => {
  const asked = process.env.TZ!
  const offsets = { UTC: [0, 0], 'America/Los_Angeles': [480, 420], 'Asia/Tokyo': [-540, -540], 'Pacific/Auckland': [-780, -720] }
  const known = offsets[asked as keyof typeof offsets]
  assert.ok(known, `no test knows the zone ${asked}`)
  assert.deepEqual(
    [0, 6].map((month) => new Date(2026, month, 15).getTimezoneOffset()),
    known,
  )
})
