import assert from 'node:assert/strict'
import { test } from 'node:test'
import { weekOf } from '../sync/week.ts'

test('the week begins on Monday and tells how each day stands; of two sessions the better one', () => {
  const week = weekOf(
    [
      { scheduledOn: '2026-11-23', status: 'skipped' },
      { scheduledOn: '2026-11-24', status: 'planned' },
      { scheduledOn: '2026-11-25', status: 'planned' },
      { scheduledOn: '2026-11-25', status: 'completed' },
      { scheduledOn: '2026-11-27', status: 'planned' },
      { scheduledOn: '2026-11-30', status: 'completed' },
    ],
    '2026-11-26',
  )
  assert.deepEqual(
    week.map(({ day, state }) => `${day.slice(8)} ${state}`),
    ['23 skipped', '24 missed', '25 done', '26 rest', '27 planned', '28 rest', '29 rest'],
  )
})
