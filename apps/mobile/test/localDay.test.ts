import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { localDay } from '../sync/session/localDay.ts'

const own = process.env['TZ']
after(() => {
  if (own === undefined) delete process.env['TZ']
  else process.env['TZ'] = own
})

test('Today is the local day, from midnight to midnight, in every zone, when clocks change and when years end', () => {
  for (const zone of ['UTC', 'America/Los_Angeles', 'Asia/Tokyo', 'Pacific/Auckland']) {
    process.env['TZ'] = zone
    for (const day of ['2026-11-26', '2026-12-31', '2027-01-01', '2026-03-08', '2026-11-01', '2026-04-05', '2026-09-27']) {
      const at = (clock: string) => localDay(Date.parse(`${day}T${clock}`))
      assert.deepEqual(['00:00:00', '12:00:00', '23:59:59.999'].map(at), [day, day, day], zone)
    }
  }
})
