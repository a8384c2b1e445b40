import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { actualSetSchema, completeBodySchema, sessionSchema, type SetType, type Weight } from '@holdfast/contract'
import fc from 'fast-check'
import { decimalOf, REPS_MAX, WEIGHT_MAX } from '../sync/import/exportRow.ts'
import { durationMsOf } from '../sync/import/duration.ts'
import { fileTimeOf } from '../sync/import/fileTime.ts'
import { importedSession } from '../sync/import/importedSession.ts'
import { readExport, type ExportReading } from '../sync/import/readExport.ts'
import type { ExportedWorkout } from '../sync/import/workouts.ts'

const fixture = (name: string): string => readFileSync(path.join(import.meta.dirname, 'exports', name), 'utf8')

function read(text: string, unit?: Weight['unit']): ExportReading {
  const reading = readExport(text, unit)
  assert.ok(reading.read, JSON.stringify(reading))
  return reading
}

/** One line for each set of a workout, short enough to compare whole. */
function told({ local, title, notes, sets, startedAt, endedAt }: ExportedWorkout) {
  const minutes = (Date.parse(endedAt) - Date.parse(startedAt)) / 60_000
  const lines = sets.map(({ exercise, setType, weight, reps, rpe }) =>
    [exercise, setType, weight ? `${weight.value} ${weight.unit}` : '-', reps ?? '-', rpe ?? '-'].join(' | '),
  )
  return { local, minutes, title, notes, sets: lines }
}

/** The line and the problem of each unreadable row of a fixture. */
const lines = ({ unreadable }: ExportReading) => unreadable.map(({ line, why }) => [line, why.problem])

test('Strong on iOS until 2023: quotes, a note over two lines, W D F in the set order, a load of too many decimals; it asks for the unit', () => {
  const reading = read(fixture('strong-ios-classic.csv'), 'lb')
  assert.deepEqual(reading.workouts.map(told), [
    {
      local: '2025-01-17T18:47:56',
      minutes: 67,
      title: 'Evening "Legs"',
      notes: 'Slept badly,\nstill strong\nSquat (Barbell): Felt "light"',
      sets: [
        'Squat (Barbell) | warmup | 60 lb | 5 | -',
        'Squat (Barbell) | working | 100 lb | 5 | 8',
        'Squat (Barbell) | drop | 75 lb | 12 | -',
        'Pull Up | failure | - | 9 | 10',
      ],
    },
  ])
  assert.deepEqual([reading.app, reading.asksUnit, reading.skipped], ['strong', true, { restTimer: 0, timed: 1, empty: 0 }])
})

test('Strong with a weight unit in each row: pounds and kilograms side by side, a carry keeps its load without reps', () => {
  const reading = read(fixture('strong-ios-units.csv'), 'lb')
  assert.deepEqual(reading.workouts.map(told), [
    {
      local: '2024-03-02T07:15:00',
      minutes: 45,
      title: 'Push Day',
      notes: '',
      sets: [
        'Bench Press (Barbell) | working | 185 lb | 8 | 8.5',
        'Bench Press (Barbell) | working | 82.5 kg | 6 | -',
        "Farmer's Walk | working | 40 kg | - | -",
      ],
    },
  ])
  assert.equal(reading.asksUnit, false)
})

test('Strong on Android: byte order mark, semicolons in and between cells, decimal commas, CRLF, the duration last', () => {
  const reading = read(fixture('strong-android.csv'))
  assert.deepEqual(reading.workouts.map(told), [
    {
      local: '2024-08-24T17:30:00',
      minutes: 62,
      title: 'Push; heavy',
      notes: 'Two\nlines',
      sets: ['Bench Press (Barbell) | working | 82.5 kg | 8 | -', 'Bench Press (Barbell) | working | 80 kg | 7 | 9.5'],
    },
  ])
  assert.equal(reading.skipped.timed, 1)
})

test('Strong 6: a note row is added to the workout’s notes, rest timers are counted, the duration is in seconds', () => {
  const reading = read(fixture('strong-6.csv'))
  assert.deepEqual(reading.workouts.map(told), [
    {
      local: '2025-06-01T18:00:00',
      minutes: 62,
      title: 'Upper',
      notes: 'Bench Press (Barbell): Wide grip',
      sets: [
        'Bench Press (Barbell) | warmup | 40 kg | 10 | -',
        'Bench Press (Barbell) | working | 80 kg | 8 | 8.5',
        'Chin Up | working | - | 6 | -',
      ],
    },
  ])
  assert.deepEqual([reading.asksUnit, reading.skipped], [false, { restTimer: 1, timed: 0, empty: 0 }])
})

test('Strong in German: the columns by their German names', () => {
  const reading = read(fixture('strong-german.csv'))
  assert.deepEqual(reading.workouts.map(told), [
    {
      local: '2023-05-06T10:00:00',
      minutes: 60,
      title: 'Brust',
      notes: '',
      sets: ['Bankdrücken (Langhantel) | working | 62.5 kg | 10 | -'],
    },
  ])
  assert.equal(reading.asksUnit, true)
})

test('Hevy in kilograms: set types by name, an empty weight is no load, the end is in the file', () => {
  const reading = read(fixture('hevy-kg.csv'))
  assert.deepEqual(reading.workouts.map(told), [
    {
      local: '2026-11-22T18:07:00',
      minutes: 64,
      title: 'Pull 🏋️',
      notes: 'Belt\nfrom set 2\nDeadlift (Barbell): Hook grip',
      sets: [
        'Deadlift (Barbell) | warmup | 60 kg | 8 | -',
        'Deadlift (Barbell) | working | 140 kg | 5 | 8.5',
        'Pull Up | working | - | 10 | -',
        'Lat Pulldown (Cable) | drop | 55 kg | 12 | -',
        'Lat Pulldown (Cable) | failure | 40 kg | 9 | -',
      ],
    },
  ])
  assert.deepEqual([reading.app, reading.asksUnit, reading.skipped.timed], ['hevy', false, 1])
})

test('Hevy in pounds, with the dates of an American phone', () => {
  const [workout] = read(fixture('hevy-lbs.csv'), 'kg').workouts
  assert.deepEqual(told(workout!), {
    local: '2026-11-22T18:07:00',
    minutes: 53,
    title: 'Legs',
    notes: '',
    sets: ['Squat (Barbell) | working | 225 lb | 5 | -'],
  })
})

test('what cannot be read is listed with its first line, also after notes of several lines, and the rest is read', () => {
  const header = 'Date,Workout Name,Exercise Name,Set Order,Weight (kg),Reps,RPE,Notes'
  const good = '2025-01-01 10:00:00,A,Squat,1,100,5,,'
  const text = [
    header,
    '2025-01-01 10:00:00,A,Squat,1,100,5,,"one',
    '',
    'three"',
    '2025-01-01 10:00:00,A,Squat,2,100,1000,,',
    '',
    '2025-02-30 10:00:00,A,Squat,2,100,5,,',
    '2025-01-01 10:00:00,A,Squat,2,2000.5,5,,',
    '2025-01-01 10:00:00,A,Squat,2,-20,5,,',
    '2025-01-01 10:00:00,A,Squat,2,heavy,5,,',
    '2025-01-01 10:00:00,A,Squat,2,100,4.5,,',
    '2025-01-01 10:00:00,A,,2,100,5,,',
    '2025-01-01 10:00:00,A,Squat,X,100,5,,',
    '2025-01-01 10:00:00,A,Squat,2',
    '2025-01-01 10:00:00,A,Squat,2,100,5,,,,',
    good,
    '2025-01-01 10:00:00,A,Squat,3,90,5,,"never closed',
    good,
  ].join('\n')
  const reading = read(text)
  assert.deepEqual(lines(reading), [
    [5, 'repsMax'],
    [7, 'date'],
    [8, 'weightMax'],
    [9, 'weightMin'],
    [10, 'weight'],
    [11, 'reps'],
    [12, 'noExercise'],
    [13, 'setOrder'],
    [14, 'short'],
    [15, 'long'],
    [17, 'quote'],
  ])
  assert.deepEqual(told(reading.workouts[0]!).sets, ['Squat | working | 100 kg | 5 | -', 'Squat | working | 100 kg | 5 | -'])
})

test('an RPE outside 6 to 10 by halves is left out, its set stays, and the line is listed', () => {
  const row = (rpe: string) => `2025-01-01 10:00:00,A,1h,Squat,1,100,5,${rpe}`
  const text = [
    'Date,Workout Name,Duration,Exercise Name,Set Order,Weight (kg),Reps,RPE',
    ...['5', '8.2', '11', 'hard', '', '0', '6', '9.5'].map(row),
  ].join('\n')
  const reading = read(text)
  assert.deepEqual(
    reading.workouts[0]!.sets.map(({ rpe }) => rpe),
    [null, null, null, null, null, null, 6, 9.5],
  )
  assert.deepEqual(reading.leftOut, [
    { line: 2, what: 'rpe', text: '5' },
    { line: 3, what: 'rpe', text: '8.2' },
    { line: 4, what: 'rpe', text: '11' },
    { line: 5, what: 'rpe', text: 'hard' },
  ])
})

test('the limits in messages are those of the contract', () => {
  const fits = (set: object) => actualSetSchema.pick({ reps: true, weight: true }).partial().safeParse(set).success
  assert.deepEqual([fits({ reps: REPS_MAX }), fits({ reps: REPS_MAX + 1 })], [true, false])
  assert.deepEqual(
    [WEIGHT_MAX, WEIGHT_MAX + 1].map((value) => fits({ weight: { value, unit: 'kg' } })),
    [true, false],
  )
})

test('more than 200 sets in one workout: the first 200 are read, each further row is listed', () => {
  const rows = Array.from({ length: 203 }, (_, n) => `2025-01-01 10:00:00,A,1h,Squat,${n + 1},100,5`)
  const reading = read(['Date,Workout Name,Duration,Exercise Name,Set Order,Weight (kg),Reps', ...rows].join('\n'))
  assert.equal(reading.workouts[0]!.sets.length, 200)
  assert.deepEqual(
    lines(reading),
    [202, 203, 204].map((line) => [line, 'setsMax']),
  )
})

test('two workouts of one day stay two, and rows of one workout are collected wherever they are', () => {
  const row = (time: string, title: string, kg: number) => `2025-01-01 ${time},${title},1h,Squat,1,${kg},5`
  const text = [
    'Date,Workout Name,Duration,Exercise Name,Set Order,Weight (kg),Reps',
    row('18:00:00', 'B', 1),
    row('07:00:00', 'A', 2),
    row('18:00:00', 'B', 3),
  ]
  assert.deepEqual(
    read(text.join('\n')).workouts.map(({ title, sets }) => [title, sets.map(({ weight }) => weight!.value)]),
    [
      ['A', [2]],
      ['B', [1, 3]],
    ],
  )
})

test('a file that is no export has its own problem, and missing columns are listed by name', () => {
  const problem = (text: string) => {
    const { read: ok, ...rest } = readExport(text)
    assert.equal(ok, false)
    return rest
  }
  assert.deepEqual(problem('\uFEFF \n\n'), { problem: 'empty' })
  assert.deepEqual(problem('PK\u0003\u0004\0\0'), { problem: 'notCsv' })
  assert.deepEqual(problem('{"workouts":1}'), { problem: 'notCsv' })
  assert.deepEqual(problem('name,age\nAlex,30'), { problem: 'unknown' })
  assert.deepEqual(problem('Date,Workout Name,Set Order\n'), {
    problem: 'columns',
    app: 'strong',
    missing: ['Exercise Name', 'Reps', 'Weight'],
  })
  assert.deepEqual(problem('title,start_time,exercise_title\n'), {
    problem: 'columns',
    app: 'hevy',
    missing: ['set_type', 'reps', 'weight_kg'],
  })
  assert.deepEqual(problem(fixture('hevy-kg.csv').split('\n')[0]!), { problem: 'noRows' })
})

test('dates as the two apps write them; a date that the calendar does not have is none', () => {
  const local = (text: string) => fileTimeOf(text)?.local ?? null
  assert.deepEqual(
    [
      '2025-01-17 18:47:56',
      '2025-01-17 18:47',
      '2025-01-17',
      '22 Nov 2026, 18:07',
      'Nov 22, 2026, 18:07',
      'Nov 22, 2026, 12:07 AM',
      '22 nov. 2026, 8:07',
      '3 août 2025, 18:07',
      '1 März 2025, 07:00',
      '5 de dez. de 2024, 19:30',
      '9 dic 2025, 6:05',
    ].map(local),
    [
      '2025-01-17T18:47:56',
      '2025-01-17T18:47:00',
      '2025-01-17T00:00:00',
      '2026-11-22T18:07:00',
      '2026-11-22T18:07:00',
      '2026-11-22T00:07:00',
      '2026-11-22T08:07:00',
      '2025-08-03T18:07:00',
      '2025-03-01T07:00:00',
      '2024-12-05T19:30:00',
      '2025-12-09T06:05:00',
    ],
  )
  assert.deepEqual(
    [
      '2025-13-01',
      '2025-02-30 10:00',
      '2025-01-01 24:00',
      '01/02/2025',
      'yesterday',
      '',
      '3 Foo 2025, 10:00',
      'Nov 22, 2026, 18:07 PM',
    ].map(local),
    Array(8).fill(null),
  )
})

test('local times are in this device’s time zone, and an offset is used', () => {
  assert.equal(fileTimeOf('2025-07-01 18:00:00')!.at, new Date(2025, 6, 1, 18).toISOString())
  assert.equal(fileTimeOf('2025-07-01T18:00:00+0200')!.at, '2025-07-01T16:00:00.000Z')
})

test('durations as they are written', () => {
  const minutes = ['1h 7m', '45m', '62m', '1h', '1h 2m 30s', '90s', '3720', '1:05:00', '', 'long'].map((text) => {
    const ms = durationMsOf(text)
    return ms === null ? null : ms / 60_000
  })
  assert.deepEqual(minutes, [67, 45, 62, 60, 62.5, 1.5, 62, 65, null, null])
})

test('the contract accepts an imported session; it is the same at every import, and no id depends on the time zone', () => {
  const workouts = ['strong-ios-classic.csv', 'strong-android.csv', 'hevy-kg.csv'].flatMap((name) => read(fixture(name)).workouts)
  const sessions = workouts.map(importedSession)
  for (const session of sessions) {
    sessionSchema.parse(session)
    const { startedAt, completedAt, planVersion, sessionRpe, notes, actualSets, logged_at, title, scheduledOn } = session
    completeBodySchema.parse({
      startedAt,
      completedAt,
      planVersion,
      sessionRpe,
      notes,
      actualSets,
      logged_at,
      unplanned: { title, scheduledOn },
    })
  }
  assert.deepEqual(workouts.map(importedSession), sessions)
  const elsewhere = workouts.map((workout) => importedSession({ ...workout, startedAt: '2020-01-01T00:00:00.000Z' }))
  const ids = (list: typeof sessions) => list.map(({ id, scheduledOn, actualSets }) => [id, scheduledOn, actualSets.map((set) => set.id)])
  assert.deepEqual(ids(elsewhere), ids(sessions))
  const all = sessions.flatMap(({ actualSets }) => actualSets.map(({ id }) => id))
  assert.equal(new Set(all).size, all.length)
})

// — Any workouts, written in any variant, are read back as they were.

type Written = Omit<ExportedWorkout, 'startedAt' | 'endedAt'> & { minutes: number }

/** Text as people type it: quotes, separators, line ends, emoji; and no blank at either end, which no export keeps. */
const typed = fc
  .array(fc.oneof(fc.constantFrom('"', ',', ';', ' ', "'", '🏋️', 'é'), fc.string({ minLength: 1, maxLength: 3 })), { maxLength: 6 })
  .map((parts) =>
    parts
      .join('')
      .replace(/\s+/g, ' ')
      .replace(/[\0\r\n]/g, '')
      .trim(),
  )
const noteText = fc.array(typed, { maxLength: 3 }).map((parts) => parts.join('\n').trim())
const nameText = (fallback: string) => typed.map((text) => (/^$|rest timer|^note$/i.test(text) ? fallback : text))

const setOf = (unit: fc.Arbitrary<Weight['unit']>) =>
  fc.record(
    {
      exercise: nameText('Squat'),
      setType: fc.constantFrom<SetType>('warmup', 'working', 'drop', 'failure'),
      weight: fc.option(
        fc.record({ value: fc.integer({ min: 1, max: 2_000_000 }).map((grams) => grams / 1000), unit }, { noNullPrototype: true }),
      ),
      reps: fc.integer({ min: 1, max: 999 }) as fc.Arbitrary<number | null>,
      rpe: fc.option(fc.integer({ min: 12, max: 20 }).map((halves) => halves / 2)),
    },
    { noNullPrototype: true },
  )

const workoutsIn = (unit: fc.Arbitrary<Weight['unit']>): fc.Arbitrary<Written[]> =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: 5_000_000 }), { minLength: 1, maxLength: 4 })
    .map((minutes) => minutes.sort((a, b) => a - b))
    .chain((starts) =>
      fc.tuple(
        ...starts.map((start) =>
          fc.record(
            {
              local: fc.constant(new Date(Date.UTC(2016, 0, 1) + start * 60_000).toISOString().slice(0, 19)),
              day: fc.constant(new Date(Date.UTC(2016, 0, 1) + start * 60_000).toISOString().slice(0, 10)),
              minutes: fc.integer({ min: 0, max: 300 }),
              title: nameText('Legs'),
              notes: noteText,
              sessionRpe: fc.constant(null),
              sets: fc.array(setOf(unit), { minLength: 1, maxLength: 5 }),
            },
            { noNullPrototype: true },
          ),
        ),
      ),
    )

const csv = (separator: string, end: string, rows: readonly (readonly (string | number | null)[])[]): string =>
  rows
    .map((cells) =>
      cells
        .map((cell) =>
          typeof cell === 'string' && /[",;\n\r]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : String(cell ?? ''),
        )
        .join(separator),
    )
    .join(end)

const strongOrder = (type: SetType, n: number) => ({ warmup: 'W', drop: 'D', failure: 'F', working: String(n + 1) })[type]
const hevyType = (type: SetType) => ({ warmup: 'warmup', drop: 'dropset', failure: 'failure', working: 'normal' })[type]
const strongDate = (local: string) => local.replace('T', ' ')
const hevyDate = (local: string, minutes: number, american: boolean) => {
  const date = new Date(Date.parse(`${local}Z`) + minutes * 60_000)
  const month = date.toLocaleString('en', { month: 'short', timeZone: 'UTC' })
  const clock = date.toISOString().slice(11, 16)
  return american
    ? `${month} ${date.getUTCDate()}, ${date.getUTCFullYear()}, ${clock}`
    : `${date.getUTCDate()} ${month} ${date.getUTCFullYear()}, ${clock}`
}
const comma = (value: number | undefined) => (value === undefined ? '' : String(value).replace('.', ','))

type Variant = { name: string; units: readonly Weight['unit'][]; write(workouts: readonly Written[]): string }
const perSet = (
  workouts: readonly Written[],
  row: (workout: Written, set: Written['sets'][number], n: number) => (string | number | null)[],
) => workouts.flatMap((workout) => workout.sets.map((set, n) => row(workout, set, n)))

const variants: readonly Variant[] = [
  ...(['kg', 'lb'] as const).map((unit): Variant => ({
    name: `Strong, iOS until 2023, ${unit}`,
    units: [unit],
    write: (workouts) =>
      csv(',', '\n', [
        'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE'.split(','),
        ...perSet(workouts, ({ local, title, minutes, notes }, { exercise, setType, weight, reps, rpe }, n) => [
          strongDate(local),
          title,
          `${Math.floor(minutes / 60)}h ${minutes % 60}m`,
          exercise,
          strongOrder(setType, n),
          weight?.value ?? '0.0',
          reps,
          0,
          0,
          '',
          n === 0 ? notes : '',
          rpe,
        ]),
      ]),
  })),
  {
    name: 'Strong, Android',
    units: ['kg', 'lb'],
    write: (workouts) =>
      `\uFEFF${csv(';', '\r\n', [
        'Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;Workout Notes;Workout Duration'.split(
          ';',
        ),
        ...perSet(workouts, ({ local, title, minutes, notes }, { exercise, setType, weight, reps, rpe }, n) => [
          strongDate(local),
          title,
          exercise,
          strongOrder(setType, n),
          comma(weight?.value ?? 0),
          weight?.unit === 'lb' ? 'lbs' : 'kg',
          reps,
          comma(rpe ?? undefined),
          0,
          'km',
          0,
          '',
          notes,
          `${minutes}m`,
        ]),
      ])}`,
  },
  {
    name: 'Strong 6',
    units: ['kg'],
    write: (workouts) =>
      csv(';', '\n', [
        'Workout #;Date;Workout Name;Duration (sec);Exercise Name;Set Order;Weight (kg);Reps;RPE;Distance (meters);Seconds;Notes;Workout Notes'.split(
          ';',
        ),
        ...perSet(workouts, ({ local, title, minutes, notes }, { exercise, setType, weight, reps, rpe }, n) => [
          1,
          strongDate(local),
          title,
          minutes * 60,
          exercise,
          strongOrder(setType, n),
          weight?.value ?? null,
          reps,
          rpe,
          '',
          '',
          '',
          notes,
        ]),
      ]),
  },
  ...(['kg', 'lb'] as const).map((unit): Variant => ({
    name: `Hevy, ${unit}`,
    units: [unit],
    write: (workouts) =>
      csv(',', '\n', [
        `title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_${unit === 'kg' ? 'kg' : 'lbs'},reps,distance_km,duration_seconds,rpe`.split(
          ',',
        ),
        ...perSet([...workouts].reverse(), ({ local, title, minutes, notes }, { exercise, setType, weight, reps, rpe }, n) => [
          title,
          hevyDate(local, 0, unit === 'lb'),
          hevyDate(local, minutes, unit === 'lb'),
          notes,
          exercise,
          null,
          '',
          n,
          hevyType(setType),
          weight?.value ?? null,
          reps,
          null,
          null,
          rpe,
        ]),
      ]),
  })),
]

for (const { name, units, write } of variants) {
  test(`${name}: any workouts, written and read, are the same workouts`, () => {
    const unit = fc.constantFrom(...units)
    fc.assert(
      fc.property(workoutsIn(unit), (workouts) => {
        const reading = read(write(workouts), units[0])
        assert.deepEqual(reading.unreadable, [])
        const back = reading.workouts.map(({ startedAt, endedAt, ...workout }) => ({
          ...workout,
          minutes: (Date.parse(endedAt) - Date.parse(startedAt)) / 60_000,
        }))
        assert.deepEqual(back, workouts)
      }),
      { numRuns: 150 },
    )
  })
}

test('a number in a file is read in every script and width, and invisible characters do not count', () => {
  for (const text of ['102.5', '102,5', '１０２．５', '१०२.५', '١٠٢٫٥', '\u200e102.5\u200b']) assert.equal(decimalOf(text), 102.5, text)
  assert.equal(decimalOf('−20'), -20)
  assert.equal(decimalOf('10²'), null)
})
