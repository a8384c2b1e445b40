import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import {
  clockWords,
  dayWords,
  durationWords,
  elapsedWords,
  fullDayWords,
  monthWords,
  shortDayWords,
  whenWords,
  workoutTitle,
} from './times.ts'
import { localDay } from '../../sync/session/localDay.ts'

const zones = ['UTC', 'America/Los_Angeles', 'Asia/Tokyo', 'Pacific/Auckland', 'Pacific/Kiritimati']
const own = process.env['TZ']
afterEach(() => {
  if (own === undefined) delete process.env['TZ']
  else process.env['TZ'] = own
})

/** Runs `act` in each of these zones. */
function inZones(act: (zone: string) => void, names: readonly string[] = zones): void {
  for (const zone of names) {
    process.env['TZ'] = zone
    act(zone)
  }
}

const at = (year: number, month: number, day: number, hour = 18, minute = 7) => new Date(year, month - 1, day, hour, minute).getTime()
const now = at(2026, 11, 22, 20, 0)

test('a moment is named by its distance from now', () => {
  const clock = clockWords(at(2026, 11, 22))
  assert.equal(whenWords(at(2026, 11, 22), now), clock)
  assert.equal(whenWords(at(2026, 11, 21), now), `yesterday ${clock}`)
  assert.equal(whenWords(at(2026, 11, 18), now), `Wednesday ${clock}`)
  assert.equal(whenWords(at(2026, 11, 2), now), `Nov 2 ${clock}`)
})

test('a planned day is named relative to today', () => {
  const words = (day: string) => dayWords(day, '2026-11-22')
  assert.deepEqual(
    [words('2026-11-22'), words('2026-11-23'), words('2026-11-25'), words('2026-11-21'), words('2026-11-18'), words('2026-12-24')],
    ['Today', 'Tomorrow', 'Wednesday', 'Yesterday', 'Last Wednesday', 'Dec 24'],
  )
})

test('the days up to six away are named by their weekday, seven and more by their date, in every zone', () => {
  inZones((zone) => {
    const words = ['2026-11-28', '2026-11-29', '2026-11-16', '2026-11-15', '2027-01-01'].map((day) => dayWords(day, '2026-11-22'))
    assert.deepEqual(words, ['Saturday', 'Nov 29', 'Last Monday', 'Nov 15', 'Jan 1'], zone)
  })
})

test('a moment is as many days away as there are midnights between, whatever the times of day', () => {
  inZones((zone) => {
    const words = (day: number, hour: number, minute: number, fromHour: number, fromMinute: number) => {
      const ms = at(2026, 11, day, hour, minute)
      return whenWords(ms, at(2026, 11, 22, fromHour, fromMinute)).replace(clockWords(ms), 'clock')
    }
    assert.deepEqual(
      [words(22, 0, 0, 23, 59), words(21, 23, 59, 0, 0), words(21, 0, 0, 23, 59), words(16, 0, 0, 23, 59), words(15, 23, 59, 0, 0)],
      ['clock', 'yesterday clock', 'yesterday clock', 'Monday clock', 'Nov 15 clock'],
      zone,
    )
    assert.equal(words(23, 0, 1, 23, 59), 'Nov 23 clock', 'a clock that was set back: tomorrow has its date')
  })
})

test('a day of 23 or 25 hours is one day', () => {
  const days = (year: number, month: number, day: number) => {
    const before = whenWords(at(year, month, day - 1, 23, 30), at(year, month, day, 0, 30))
    const after = whenWords(at(year, month, day, 0, 30), at(year, month, day + 1, 23, 30))
    const within = whenWords(at(year, month, day, 0, 30), at(year, month, day, 23, 30))
    return [before, after, within].map((words) => words.split(' ')[0])
  }
  const clock = (ms: number) => clockWords(ms).split(' ')[0]
  inZones(
    (zone) => assert.deepEqual(days(2026, 3, 8), ['yesterday', 'yesterday', clock(at(2026, 3, 8, 0, 30))], zone),
    ['America/Los_Angeles'],
  )
  inZones(
    (zone) => assert.deepEqual(days(2026, 11, 1), ['yesterday', 'yesterday', clock(at(2026, 11, 1, 0, 30))], zone),
    ['America/Los_Angeles'],
  )
  inZones(
    (zone) => assert.deepEqual(days(2026, 4, 5), ['yesterday', 'yesterday', clock(at(2026, 4, 5, 0, 30))], zone),
    ['Pacific/Auckland'],
  )
  inZones(
    (zone) => assert.deepEqual(days(2026, 9, 27), ['yesterday', 'yesterday', clock(at(2026, 9, 27, 0, 30))], zone),
    ['Pacific/Auckland'],
  )
})

test('the local day is that of the local clock, not UTC, with two digits for month and day', () => {
  inZones((zone) => {
    for (const [year, month, day] of [
      [2026, 11, 22],
      [2027, 1, 1],
      [2026, 12, 31],
      [2026, 3, 8],
    ] as const) {
      const written = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
      assert.deepEqual([localDay(at(year, month, day, 0, 1)), localDay(at(year, month, day, 23, 59))], [written, written], zone)
    }
  })
})

test('a workout is named by the part of the day it begins in, on the local clock', () => {
  inZones((zone) => {
    const titles = [
      [3, 59],
      [4, 0],
      [11, 59],
      [12, 0],
      [17, 59],
      [18, 0],
      [0, 0],
    ].map(([hour, minute]) => workoutTitle(at(2026, 11, 22, hour, minute)))
    const parts = ['Evening', 'Morning', 'Morning', 'Afternoon', 'Afternoon', 'Evening', 'Evening']
    assert.deepEqual(
      titles,
      parts.map((part) => `${part} workout`),
      zone,
    )
  })
})

test('the year of a day is left out while it is the current local year', () => {
  inZones((zone) => {
    const [eve, morning] = [at(2026, 12, 31, 23, 30), at(2027, 1, 1, 0, 30)]
    assert.deepEqual(
      [shortDayWords('2026-12-31', eve), shortDayWords('2026-12-31', morning), shortDayWords('2027-01-01', morning)],
      ['Thu 31 Dec', 'Thu 31 Dec 2026', 'Fri 1 Jan'],
      zone,
    )
  })
})

test('a full day has its month written out', () => {
  assert.deepEqual(['2027-01-12', '2026-12-01'].map(fullDayWords), ['12 January 2027', '1 December 2026'])
})

test('a workout counts up and never below zero', () => {
  assert.deepEqual([elapsedWords(1_450_000), elapsedWords(3_850_000), elapsedWords(-5)], ['24:10', '1:04:10', '0:00'])
  assert.deepEqual([durationWords(52 * 60_000), durationWords(64 * 60_000)], ['52 min', '1 h 04 min'])
  assert.deepEqual([elapsedWords(3_599_999), elapsedWords(3_600_000), elapsedWords(7_199_000)], ['59:59', '1:00:00', '1:59:59'])
  assert.deepEqual([3_569_000, 3_570_000, 3_600_000, 30_000, 90_000, -60_000].map(durationWords), [
    '59 min',
    '1 h 00 min',
    '1 h 00 min',
    '1 min',
    '2 min',
    'under 1 min',
  ])
  assert.deepEqual([durationWords(35 * 3_600_000), durationWords(29_000)], ['35 h 00 min', 'under 1 min'])
})

test('the day of a workout is named by itself, with its year if that differs', () => {
  assert.deepEqual([shortDayWords('2026-11-24', now), shortDayWords('2021-03-02', now)], ['Tue 24 Nov', 'Tue 2 Mar 2021'])
  assert.deepEqual([monthWords('2026-11-24'), monthWords('2025-01-31')], ['November 2026', 'January 2025'])
})
