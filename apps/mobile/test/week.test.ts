import assert from 'node:assert/strict'
import { test } from 'node:test'
import { weekDays, weekOf } from '../sync/session/week.ts'

test('the week begins on Monday and has a state for each day; of two sessions the better one decides', () => {
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

test('a planned day is missed when it is over, not on the day itself; a session in progress is the best of its day', () => {
  const states = (on: string, ...statuses: Parameters<typeof weekOf>[0][number]['status'][]) =>
    weekOf(
      statuses.map((status) => ({ scheduledOn: '2026-11-25', status })),
      on,
    ).find(({ day }) => day === '2026-11-25')?.state
  assert.deepEqual(
    [states('2026-11-25', 'planned'), states('2026-11-26', 'planned'), states('2026-11-24', 'planned')],
    ['planned', 'missed', 'planned'],
  )
  assert.deepEqual(
    [states('2026-11-26', 'skipped', 'completed', 'in_progress'), states('2026-11-26', 'skipped', 'planned'), states('2026-11-26')],
    ['going', 'missed', 'rest'],
  )
})

test('a week is its seven days from Monday to Sunday in every zone, also where clocks change and years end in it', () => {
  const own = process.env['TZ']
  try {
    for (const zone of ['UTC', 'America/Los_Angeles', 'Asia/Tokyo', 'Pacific/Auckland']) {
      process.env['TZ'] = zone
      // Los Angeles: 23 hours on 8 March, 25 on 1 November. Auckland: 25 on 5 April, 23 on 27 September.
      const weeks = [
        ['2026-03-02', '2026-03-08'],
        ['2026-10-26', '2026-11-01'],
        ['2026-03-30', '2026-04-05'],
        ['2026-09-21', '2026-09-27'],
        ['2026-12-28', '2027-01-03'],
        ['2028-02-28', '2028-03-05'],
      ] as const
      for (const [monday, sunday] of weeks) {
        const days = weekDays(sunday)
        assert.deepEqual([days[0], days[6], new Set(days).size], [monday, sunday, 7], zone)
        for (const day of days) assert.deepEqual(weekDays(day), days, `${day} in ${zone}`)
      }
    }
  } finally {
    if (own === undefined) delete process.env['TZ']
    else process.env['TZ'] = own
  }
})
