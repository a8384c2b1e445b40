import assert from 'node:assert/strict'
import { test } from 'node:test'
import { durationMsOf } from '../sync/import/duration.ts'
import { readExport, type Answers } from '../sync/import/readExport.ts'

/** The minutes of each workout of a file, from its column of durations. */
function minutesIn(column: string, cells: readonly string[], answers: Answers = {}): number[] {
  const rows = cells.map((cell, n) => `2025-01-${String(n + 1).padStart(2, '0')} 10:00;A;Squat;1;100;5;${cell}`)
  const reading = readExport([`Date;Workout Name;Exercise Name;Set Order;Weight;Reps;${column}`, ...rows, ''].join('\n'), 'kg', answers)
  assert.ok(reading.read, JSON.stringify(reading))
  return reading.workouts.map(({ startedAt, endedAt }) => (Date.parse(endedAt) - Date.parse(startedAt)) / 60_000)
}

test('a number has the unit in the name of its column, in any language', () => {
  for (const column of ['Duration (min)', 'Duration (minutes)', 'Dauer (Min.)', 'Durée (minutes)', 'Длительность (мин)', '時間 (分)'])
    assert.deepEqual(minutesIn(column, ['62', '400']), [62, 400], column)
  for (const column of ['Duration (sec)', 'Dauer (Sek.)', 'Длительность (сек)', '時間 (秒)'])
    assert.deepEqual(minutesIn(column, ['3720', '60']), [62, 1], column)
  assert.deepEqual(minutesIn('Duration (hours)', ['1.5', '1,25']), [90, 75])
  for (const column of ['duration_seconds', 'Duration(s)']) assert.deepEqual(minutesIn(column, ['3720']), [0], `${column} is of a set`)
  const columns = { date: 0, title: 1, exercise: 2, type: 3, weight: 4, reps: 5, duration: 6 }
  assert.deepEqual(minutesIn('Wie lange (min)', ['62', '400'], { columns }), [62, 400], 'assigned by hand')
})

test('without a unit, most durations of the file decide: no workout takes a minute, none takes two days', () => {
  assert.deepEqual(minutesIn('Duration', ['62', '45', '90', '305']), [62, 45, 90, 305])
  assert.deepEqual(minutesIn('Duration', ['3720', '2700', '60', '0']), [62, 45, 1, 0])
  assert.deepEqual(minutesIn('Duration', ['45:30', '62:00', '7:30', '1:02:00']), [45.5, 62, 7.5, 62])
  assert.deepEqual(minutesIn('Duration', ['1:05', '0:45', '35:10', '2:00:30']), [65, 45, 2110, 120.5])
})

test('amounts with decimals, in ISO 8601, and with a joining word', () => {
  const minutes = (text: string) => (durationMsOf(text) ?? NaN) / 60_000
  assert.deepEqual(
    ['1.5h', '1,5 Std.', '0.75 hours', '90.5 min', 'PT1H5M', 'PT45M30S', 'pt90m'].map(minutes),
    [90, 90, 45, 90.5, 65, 45.5, 90],
  )
  const joined = [
    '1 hour and 5 minutes',
    '1 Stunde und 5 Minuten',
    '1 heure et 5 minutes',
    '1 hora y 5 minutos',
    '1 ora e 5 minuti',
    '1 hora e 5 min',
  ]
  assert.deepEqual(joined.map(minutes), Array(6).fill(65))
  assert.deepEqual(
    ['and 5 minutes', '1 hour and', 'P1D', '5m 1h', '1.5.2h', '1 fine hour'].map((text) => durationMsOf(text)),
    Array(6).fill(null),
  )
})

test('a workout whose first row has no duration gets it from another row', () => {
  const strong = 'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps\n'
  const hevy = 'title,start_time,end_time,exercise_title,set_type,weight_kg,reps\n'
  const lasted = (text: string) => {
    const reading = readExport(text)
    assert.ok(reading.read)
    return [reading.leftOut, reading.workouts.map(({ startedAt, endedAt }) => (Date.parse(endedAt) - Date.parse(startedAt)) / 60_000)]
  }
  const at = '2025-01-17 10:00:00'
  assert.deepEqual(lasted(`${strong}${at},A,,Squat,1,100,5\n${at},A,1h 5m,Squat,2,100,5\n`), [[], [65]])
  assert.deepEqual(lasted(`${hevy}A,${at},,Squat,normal,100,5\nA,${at},2025-01-17 11:05:00,Squat,normal,100,5\n`), [[], [65]])
})
