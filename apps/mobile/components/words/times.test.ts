import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockWords, dayWords, durationWords, elapsedWords, localDay, monthWords, shortDayWords, whenWords } from './times.ts'

const at = (year: number, month: number, day: number, hour = 18, minute = 7) => new Date(year, month - 1, day, hour, minute).getTime()
const now = at(2026, 11, 22, 20, 0)

test('a moment is named as far away as it is', () => {
  const clock = clockWords(at(2026, 11, 22))
  assert.equal(whenWords(at(2026, 11, 22), now), clock)
  assert.equal(whenWords(at(2026, 11, 21), now), `yesterday ${clock}`)
  assert.equal(whenWords(at(2026, 11, 18), now), `Wednesday ${clock}`)
  assert.equal(whenWords(at(2026, 11, 2), now), `Nov 2 ${clock}`)
})

test('a planned day is named from today', () => {
  const words = (day: string) => dayWords(day, '2026-11-22')
  assert.deepEqual(
    [words('2026-11-22'), words('2026-11-23'), words('2026-11-25'), words('2026-11-21'), words('2026-11-18'), words('2026-12-24')],
    ['Today', 'Tomorrow', 'Wednesday', 'Yesterday', 'Last Wednesday', 'Dec 24'],
  )
})

test('the local day is the one on the wall, not in Greenwich', () => {
  assert.equal(localDay(at(2026, 11, 22, 0, 1)), '2026-11-22')
  assert.equal(localDay(at(2026, 11, 22, 23, 59)), '2026-11-22')
})

test('a workout counts up and never below zero', () => {
  assert.deepEqual([elapsedWords(1_450_000), elapsedWords(3_850_000), elapsedWords(-5)], ['24:10', '1:04:10', '0:00'])
  assert.deepEqual([durationWords(52 * 60_000), durationWords(64 * 60_000)], ['52 min', '1 h 04 min'])
  assert.deepEqual([durationWords(35 * 3_600_000), durationWords(29_000)], ['35 h 00 min', 'under 1 min'])
})

test('the day of a workout is named by itself, with its year when that is another', () => {
  assert.deepEqual([shortDayWords('2026-11-24', now), shortDayWords('2021-03-02', now)], ['Tue 24 Nov', 'Tue 2 Mar 2021'])
  assert.deepEqual([monthWords('2026-11-24'), monthWords('2025-01-31')], ['November 2026', 'January 2025'])
})
