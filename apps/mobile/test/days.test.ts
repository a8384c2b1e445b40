import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import type { ActualSet } from '@holdfast/contract'
import { historyRows } from '../components/history/historyRows.ts'
import { monthWords, shortDayWords } from '../components/words/times.ts'
import { e1rmSeries, exerciseHistory } from '../sync/history/exerciseHistory.ts'
import { historyFrom } from '../sync/history/history.ts'
import { importedSession } from '../sync/import/importedSession.ts'
import { readExport } from '../sync/import/readExport.ts'
import type { SessionView } from '../sync/session/overlay.ts'
import { weekOf } from '../sync/session/week.ts'
import { launch, relaunch } from './app.ts'
import { device } from './device.ts'
import { newSession, onServer, server } from './server.ts'
import { localDay } from '../sync/session/localDay.ts'

const zones = [
  'UTC',
  'America/Los_Angeles',
  'America/New_York',
  'America/Santiago',
  'Asia/Tokyo',
  'Pacific/Auckland',
  'Pacific/Apia',
  'Africa/Cairo',
]
const own = process.env['TZ']
const inZone = (zone: string): void => void (process.env['TZ'] = zone)
after(() => {
  if (own === undefined) delete process.env['TZ']
  else process.env['TZ'] = own
})

const squat = randomUUID()

/** A session of this day with one set, lifted between these moments. */
function workout(scheduledOn: string, startedAt: string, completedAt: string, kg = 100): SessionView {
  const set: ActualSet = {
    id: randomUUID(),
    exerciseId: squat,
    plannedSetId: null,
    setType: 'working',
    setOrder: 0,
    weight: { value: kg, unit: 'kg' },
    reps: 1,
    rpe: null,
    completedAt,
    logged_at: completedAt,
  }
  const times = { startedAt, completedAt, logged_at: completedAt }
  return { ...newSession(), scheduledOn, ...times, actualSets: [set], ...onServer }
}

/** Workouts whose scheduled day differs from the day of their end in some zone: across midnight, in other zones, when the clocks change. */
const workouts = [
  workout('2026-11-29', '2026-11-29T23:58:00-08:00', '2026-11-30T00:08:00-08:00', 110),
  workout('2025-02-10', '2025-02-10T19:00:00-05:00', '2025-02-10T20:00:00-05:00', 109),
  workout('2025-01-31', '2025-01-31T23:30:00-03:00', '2025-02-01T00:30:00-03:00', 108),
  workout('2024-12-31', '2024-12-31T23:00:00+13:00', '2025-01-01T01:00:00+13:00', 107),
  // Midnight does not exist in Cairo on 26 April 2024, and occurs twice on 31 October.
  workout('2024-10-31', '2024-10-31T23:30:00+02:00', '2024-11-01T00:20:00+02:00', 106),
  workout('2024-04-26', '2024-04-26T01:10:00+03:00', '2024-04-26T02:00:00+03:00', 105),
  workout('2024-03-10', '2024-03-10T01:30:00-08:00', '2024-03-10T03:30:00-07:00', 104),
  // Samoa had no 30 December 2011.
  workout('2011-12-30', '2011-12-30T18:00:00+09:00', '2011-12-30T19:00:00+09:00', 103),
]
const days = workouts.map(({ scheduledOn }) => scheduledOn)

for (const zone of zones) {
  test(`F12: seen in ${zone}, every workout is on its own day, in its month, in the history, the chart and the week`, () => {
    inZone(zone)
    const history = historyFrom([...workouts].reverse())
    assert.deepEqual(
      history.entries.map(({ day }) => day),
      days,
    )
    const rows = historyRows(history.entries)
    const months = [
      'November 2026',
      'February 2025',
      'January 2025',
      'December 2024',
      'October 2024',
      'April 2024',
      'March 2024',
      'December 2011',
    ]
    assert.deepEqual(
      rows.flatMap((row) => (row.kind === 'month' ? [row.name] : [])),
      months,
    )
    const points = e1rmSeries(exerciseHistory(history, squat).sessions)
    assert.deepEqual(
      points.map(({ kg }) => kg),
      [103, 104, 105, 106, 107, 108, 109, 110],
    )
    for (const [at, point] of points.entries()) {
      assert.equal(point.session.entry.day, days.at(-1 - at))
      // Samoa never had that day, so no point of a chart is on it.
      if (zone !== 'Pacific/Apia' || point.session.entry.day !== '2011-12-30')
        assert.equal(localDay(point.atMs), point.session.entry.day, 'it stands in the chart on that day')
      if (at > 0) assert.ok(points[at - 1]!.atMs < point.atMs)
    }
    const done = (day: string) => weekOf(workouts, day).filter(({ state }) => state === 'done')
    for (const day of days) assert.deepEqual(done(day), [{ day, state: 'done' }])
  })
}

test('F12: an imported workout is on the day in its file, wherever the file is read and wherever it is seen', () => {
  const file = `Date,Workout Name,Duration,Exercise Name,Set Order,Weight (kg),Reps,Distance,Seconds,Notes,Workout Notes,RPE
2025-01-31 23:30:00,Late legs,1h,Squat,1,100,5,0,0,,,8
2025-02-10 19:00:00,Monday,1h,Squat,1,100,5,0,0,,,8
2025-04-25 00:10:00,Early,2h,Squat,1,100,5,0,0,,,8
`
  for (const readIn of zones)
    for (const lookedAtIn of zones) {
      inZone(readIn)
      const reading = readExport(file)
      if (!reading.read) throw new Error(reading.problem)
      const sessions = reading.workouts.map((one): SessionView => ({ ...importedSession(one), ...onServer }))
      inZone(lookedAtIn)
      const { entries } = historyFrom(sessions)
      assert.deepEqual(
        entries.map(({ day, facts }) => [shortDayWords(day, Date.parse('2026-11-30')), monthWords(day), facts.durationMs! / 3_600_000]),
        [
          ['Fri 25 Apr 2025', 'April 2025', 2],
          ['Mon 10 Feb 2025', 'February 2025', 1],
          ['Fri 31 Jan 2025', 'January 2025', 1],
        ],
      )
    }
})

test('F12: a workout begun before midnight and finished after it, in one zone, keeps its day in another, after a restart', async () => {
  for (const zone of ['America/Los_Angeles', 'Asia/Tokyo', 'Pacific/Auckland', 'Africa/Cairo']) {
    inZone(zone)
    const on = server()
    const app = await launch(device({ fetch: on.fetch }))
    await app.engine.pull()
    on.weather = 'offline'
    const { clock } = app.device
    const midnight = new Date(2027, 0, 16).getTime()
    clock.advance(midnight - 2 * 60_000 - clock.wallMs())
    let sessionId = ''
    app.session.getState().startUnplanned('Late', localDay(app.session.getState().nowMs()), (_saved, id) => (sessionId = id))
    app.session.getState().addExercise({ exerciseId: randomUUID(), name: 'Curl' })
    app.session.getState().completeSet(app.session.getState().addedSets[0]!.id, { weight: null, reps: 5, rpe: null })
    clock.advance(10 * 60_000)
    app.session.getState().finish()
    inZone('Pacific/Kiritimati')
    const after = await relaunch(app, on)
    const { logs } = after.engine.logs.current()
    const entry = historyFrom([{ ...logs[sessionId]!.session, ...onServer, sync: 'waiting' }]).entries[0]!
    assert.deepEqual([entry.day, monthWords(entry.day)], ['2027-01-15', 'January 2027'], zone)
  }
})

test('workouts of one day are in the order they were begun', () => {
  inZone('Europe/Berlin')
  const [early, late] = ['07', '18'].map((hour) => workout('2026-11-20', `2026-11-20T${hour}:00:00Z`, '2026-11-20T19:00:00Z'))
  assert.deepEqual(
    historyFrom([early!, late!]).entries.map(({ session }) => session.id),
    [late!.id, early!.id],
  )
})

test('a workout whose end is before its start, or years after it, is listed without a length', () => {
  const odd = [
    workout('2026-11-20', '2026-11-20T18:00:00Z', '2026-11-20T17:57:00Z'),
    workout('2026-11-19', '2026-11-19T18:00:00Z', '2026-11-19T18:00:00Z'),
    workout('2021-03-02', '2021-03-02T18:00:00Z', '2026-11-29T18:00:00Z'),
  ]
  const { entries } = historyFrom(odd)
  assert.deepEqual(
    entries.map(({ facts }) => facts.durationMs),
    [null, null, null],
  )
})
