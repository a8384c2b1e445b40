import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Weight } from '@holdfast/contract'
import { readExport, type Answers, type ExportReading } from '../sync/import/readExport.ts'

function read(text: string, { unit = 'kg', ...answers }: Answers & { unit?: Weight['unit'] } = {}): ExportReading {
  const reading = readExport(text, unit, answers)
  assert.ok(reading.read, JSON.stringify(reading))
  return reading
}

/** One line for each workout of a file, short enough to compare whole. */
function told({ workouts }: ExportReading): string[] {
  return workouts.map(({ local, title, notes, sets, startedAt, endedAt }) => {
    const minutes = (Date.parse(endedAt) - Date.parse(startedAt)) / 60_000
    const lines = sets.map(({ exercise, setType, weight, reps, rpe }) =>
      [
        exercise,
        ...(setType === 'working' ? [] : [setType]),
        weight ? `${weight.value} ${weight.unit}` : '-',
        reps ?? '-',
        ...(rpe === null ? [] : [rpe]),
      ].join(' '),
    )
    return [local, title, `${minutes} min`, ...lines, ...(notes === '' ? [] : [notes])].join(' | ')
  })
}

const problems = ({ unreadable }: ExportReading) => unreadable.map(({ line, why }) => `${line} ${why.problem}`)

test('Strong in French: columns by name, durations in minutes, rest rows in the phone’s language, the unit asked', () => {
  const reading = read(
    `Date,Nom de l'entraînement,Durée,Nom de l'exercice,Ordre de la série,Poids,Réps,Distance,Secondes,Notes,Notes d'entraînement,RPE
2025-12-30 20:57:41,"Soir",1h 39min,"Bench",1,14.0,15.0,0,0.0,"","",
2025-12-30 20:57:41,"Soir",1h 39min,"Bench",Minuteur de repos,0,0.0,0,120.0,,,
`,
  )
  assert.deepEqual(told(reading), ['2025-12-30T20:57:41 | Soir | 99 min | Bench 14 kg 15'])
  assert.deepEqual([reading.app, reading.asksUnit, reading.skipped], ['strong', true, { restTimer: 1, timed: 0, empty: 0 }])
})

test('Strong in other languages: apostrophes, accents and capitals make no difference, nor does a decomposed header', () => {
  const headers = [
    'Fecha;Nombre de Entrenamiento;Nombre del Ejercicio;Orden de las series;Peso (kg);Reps;Segundos',
    'Data;Nome do treino;Nome do exercício;Ordem da série;Peso (kg);Repetições;Segundos',
    'Data;Nome dell’allenamento;Nome dell’esercizio;Ordine delle serie;Peso (kg);Ripetizioni;Secondi',
    'Datum;Workout-Name;Name der Übung;Reihenfolge festlegen;Gewicht (kg);Wiederh.;Sekunden',
    'DATE;NOM DE L’ENTRAINEMENT;NOM DE L’EXERCICE;ORDRE DE LA SERIE;POIDS (KG);REPS;SECONDES',
    '日付;ワークアウト名;エクササイズ名;セット順;重量 (kg);レップ数;秒',
    'Дата;Название тренировки;Название упражнения;Порядок подходов;Вес (kg);Повторения;Секунды',
  ]
  for (const header of headers)
    for (const written of [header, header.normalize('NFD')]) {
      const reading = read(`${written}\n2025-01-01 10:00:00;A;Squat;1;100,5;5;0\n`)
      assert.deepEqual(
        [reading.app, reading.asksUnit, ...told(reading)],
        ['strong', false, '2025-01-01T10:00:00 | A | 0 min | Squat 100.5 kg 5'],
      )
    }
})

test('Strong of 2016: the columns kg, lb and lbs are units, and nothing is asked', () => {
  for (const [column, unit] of [
    ['kg', 'kg'],
    ['lb', 'lb'],
    ['lbs', 'lb'],
  ]) {
    const reading = read(`Date,Workout Name,Exercise Name,Set Order,${column},Reps,mi,Seconds,Notes
2016-10-03 19:30:55,"W1D1","Squat",0,70.0,5,0.0,0,""
2016-10-03 19:30:55,"W1D1","Run",0,0.0,0,3.1,1800,""
`)
    assert.deepEqual(told(reading), [`2016-10-03T19:30:55 | W1D1 | 0 min | Squat 70 ${unit} 5`])
    assert.deepEqual([reading.asksUnit, reading.skipped.timed], [false, 1])
  }
})

const classic = 'Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE'

test('a row is read if all its missing cells are optional; a row that ends before or inside a needed cell is not', () => {
  const begin = '2025-01-01 10:00:00,A,1h,Squat'
  const reading = read(`${classic}\n${begin},2,70,8,0,0\n${begin},3,70,8\n${begin},4,70\n${begin},5\n${begin},6,70,10,0`)
  assert.deepEqual(told(reading), ['2025-01-01T10:00:00 | A | 60 min | Squat 70 kg 8 | Squat 70 kg 8 | Squat 70 kg 10'])
  assert.deepEqual(problems(reading), ['4 short', '5 short'])
  // The file ends in the reps: 1 may have been the beginning of 12.
  const cut = read(`${classic}\n${begin},1,70,8,0,0,,,\n${begin},2,70,1`)
  assert.deepEqual(problems(cut), ['3 short'])
  // With a line end, nothing was cut off.
  assert.deepEqual(problems(read(`${classic}\n${begin},2,70,1\n`)), [])
  // A last row with all its cells is complete.
  assert.deepEqual(problems(read('Date,Workout Name,Exercise Name,Set Order,Weight (kg),Reps\n2025-01-01 10:00:00,A,Squat,1,70,12')), [])
})

test('a first line that names the separator is not the header, and lines are counted as an editor counts them', () => {
  for (const first of ['sep=;', '"sep=;"', '\uFEFFsep=;'])
    for (const end of ['\n', '\r\n', '\r']) {
      const lines = [
        first,
        'Date;Workout Name;Exercise Name;Set Order;Weight (kg);Reps',
        '2025-01-01 10:00;A;Squat;1;70,5;5',
        '2025-01-01 10:00;A;Squat;2;x;5',
        '',
      ]
      const reading = read(lines.join(end))
      assert.deepEqual([...told(reading), ...problems(reading)], ['2025-01-01T10:00:00 | A | 0 min | Squat 70.5 kg 5', '4 weight'])
    }
})

test('in any language a row without weight and reps is a rest if it has seconds and a word in the set order; with notes it is a note', () => {
  const row = (order: string, rest: string) => `2025-01-01 10:00:00,A,1h,Squat,${order},${rest}`
  const orders = ['Ruhezeit', 'Ruhezeit-Timer', 'Rest Timer', 'Minuteur de repos', 'Descanso', 'Таймер', '休息计时', 'Lepotauko']
  const reading = read(
    [classic, row('1', '70,5,0,0,,,'), ...orders.map((order) => row(order, '0,0,0,90.0,,,')), row('Muistiinpano', '0,0,0,0,Deep,,')].join(
      '\n',
    ),
  )
  assert.deepEqual(told(reading), ['2025-01-01T10:00:00 | A | 60 min | Squat 70 kg 5 | Squat: Deep'])
  assert.deepEqual([problems(reading), reading.skipped.restTimer], [[], orders.length])
})

test('every spelling of a kind of set is read, in both apps; an unknown word is asked once, and its rows are read with the answer', () => {
  const spellings = [
    'W',
    'w',
    'WARM_UP',
    'Warm-up',
    'warmup',
    'Warm Up',
    'W1',
    'D',
    'DROP_SET',
    'Dropset',
    'drop',
    'F',
    'FAILURE',
    'Failure',
    '1',
    '',
    'NORMAL',
    'working',
  ]
  const kinds = [
    'warmup',
    'warmup',
    'warmup',
    'warmup',
    'warmup',
    'warmup',
    'warmup',
    'drop',
    'drop',
    'drop',
    'drop',
    'failure',
    'failure',
    'failure',
    'working',
    'working',
    'working',
    'working',
  ]
  const strong = [classic, ...spellings.map((order) => `2025-01-01 10:00:00,A,1h,Squat,${order},70,5,0,0,,,`)].join('\n')
  const hevy = [
    'title,start_time,end_time,exercise_title,set_type,weight_kg,reps',
    ...spellings.map((type) => `A,"1 Jan 2025, 10:00","1 Jan 2025, 11:00",Squat,${type},70,5`),
  ].join('\n')
  for (const file of [strong, hevy])
    assert.deepEqual(
      read(file).workouts[0]!.sets.map(({ setType }) => setType),
      kinds,
    )

  const foreign = `${classic}\n2025-01-01 10:00:00,A,1h,Squat,A,40,5,0,0,,,\n2025-01-01 10:00:00,A,1h,Squat,a,50,5,0,0,,,\n2025-01-01 10:00:00,A,1h,Squat,1,70,5,0,0,,,`
  const asked = read(foreign)
  assert.deepEqual([asked.unknownKinds, problems(asked)], [['A'], ['2 setOrder', '3 setOrder']])
  assert.deepEqual(told(read(foreign, { kinds: { a: 'warmup' } })), [
    '2025-01-01T10:00:00 | A | 60 min | Squat warmup 40 kg 5 | Squat warmup 50 kg 5 | Squat 70 kg 5',
  ])
})

test('FitNotes has no workouts and no time of day: what was lifted on a day is one workout, and holds are counted', () => {
  const android = read(`Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment
2024-06-01,Flat Barbell Bench Press,Chest,60.0,kgs,8,,,,
2024-06-01,Plank,Abs,,,,,,0:01:30,
2024-06-03,Deadlift,Back,225,lbs,5,,,,felt light
`)
  assert.deepEqual(told(android), [
    '2024-06-01T00:00:00 | Workout | 0 min | Flat Barbell Bench Press 60 kg 8',
    '2024-06-03T00:00:00 | Workout | 0 min | Deadlift 225 lb 5 | Deadlift: felt light',
  ])
  assert.deepEqual([android.app, android.asksUnit, android.skipped.timed, problems(android)], ['fitnotes', false, 1, []])
  const ios = read(`Date,Exercise,Category,Weight (kg),Weight (lbs),Reps,Distance,Distance Unit,Time,Notes,Kind
2026-01-15,Back Squat,Legs,100,220.5,5,,,,,Warmup
2026-01-15,Back Squat,Legs,100,220.5,5,,,,,
`)
  assert.deepEqual(told(ios), ['2026-01-15T00:00:00 | Workout | 0 min | Back Squat warmup 100 kg 5 | Back Squat 100 kg 5'])
  const second =
    read(`Name,StartTime,EndTime,BodyWeight,Exercise,Equipment,Reps,Weight,Time,Distance,Status,IsWarmup,RPE,RIR,Categories,Note
Push,2026-01-15 10:00,2026-01-15 11:00,80,Bench,Barbell,5,60 kg,,,Done,TRUE,,,Chest,
`)
  assert.deepEqual(told(second), ['2026-01-15T10:00:00 | Push | 60 min | Bench warmup 60 kg 5'])
})

test('Fitbod, GymRun and Liftosaur date each set: sets within three hours of each other are one workout, from the first to the last', () => {
  const fitbod = read(`Date,Exercise,Reps,Weight(kg),Duration(s),Distance(m),Incline,Resistance,isWarmup,Note,multiplier
2021-12-27 10:02:51 +0000,Dumbbell Bench Press,10,25.0,0,0,0,0,true,,1.0
2021-12-27 10:08:51 +0000,Dumbbell Bench Press,8,27.5,0,0,0,0,false,,1.0
2021-12-27 19:08:51 +0000,Curl,8,10,0,0,0,0,false,,1.0
`)
  assert.deepEqual(
    [fitbod.app, ...told(fitbod)],
    [
      'fitbod',
      '2021-12-27T10:02:51 | Workout | 6 min | Dumbbell Bench Press warmup 25 kg 10 | Dumbbell Bench Press 27.5 kg 8',
      '2021-12-27T19:08:51 | Workout | 0 min | Curl 10 kg 8',
    ],
  )
  const gymrun = read('Date;Time;Exercise;Set;Weight;Reps;Note\n2024-08-24;23:50:00;Squat;1;100;5;\n2024-08-25;00:10:00;Squat;2;100;4;\n')
  assert.deepEqual(
    [gymrun.app, gymrun.asksUnit, ...told(gymrun)],
    ['gymrun', true, '2024-08-24T23:50:00 | Workout | 20 min | Squat 100 kg 5 | Squat 100 kg 4'],
  )
  const liftosaur =
    read(`Workout DateTime,Program,Day Name,Exercise,Is Warmup Set?,Required Reps,Completed Reps,RPE,Weight Value,Weight Unit
2024-08-24T10:00:00.000Z,GZCLP,Day 1,Squat,1,5,5,,20,kg
2024-08-24T10:00:00.000Z,GZCLP,Day 1,Squat,0,5,6,8,60,kg
`)
  assert.deepEqual(
    [liftosaur.app, ...told(liftosaur)],
    ['liftosaur', '2024-08-24T10:00:00 | Day 1 | 0 min | Squat warmup 20 kg 5 | Squat 60 kg 6 8'],
  )
})

test('apps whose rows are not sets are recognized by name', () => {
  const why = (text: string) => {
    const reading = readExport(text)
    return reading.read ? null : 'app' in reading ? [reading.problem, reading.app] : [reading.problem]
  }
  assert.deepEqual(why('### EXERCISE LOGS,,,\nrow_id,ename,mydate,logs\n1,Squat,2024-01-01,100x5\n'), ['foreign', 'jefit'])
  assert.deepEqual(why('### ROUTINES\n\n### EXERCISE LOGS\nrow_id,ename,mydate,logs\n'), ['foreign', 'jefit'])
  assert.deepEqual(why('Date (yyyy/mm/dd),Workout,Exercise,Set 1 (Reps),Set 1 (KG)\n2024/01/01,A,Squat,5,60\n'), ['foreign', 'stronglifts'])
})

test('a person assigns the columns of an unknown header: a guess is made from the cells of each column', () => {
  const text = 'Quando;Che cosa;Quanto;Volte;Boh\n2025-01-01;Panca;62,5;8;x\n2025-01-01;Stacco;120,0;5;\n2025-01-02;Panca;60,0;9;\n'
  const asked = readExport(text)
  assert.ok(!asked.read && asked.problem === 'unassigned')
  assert.deepEqual(asked.guess, { date: 0, exercise: 1, weight: 2, reps: 3 })
  assert.deepEqual(asked.samples[0], ['2025-01-01', 'Panca', '62,5', '8', 'x'])
  const reading = read(text, { columns: { ...asked.guess, notes: 4 } })
  assert.deepEqual(told(reading), [
    '2025-01-01T00:00:00 | Workout | 0 min | Panca 62.5 kg 8 | Stacco 120 kg 5 | Panca: x',
    '2025-01-02T00:00:00 | Workout | 0 min | Panca 60 kg 9',
  ])
  assert.deepEqual([reading.app, reading.asksUnit], ['other', true])
})

test('dates a spreadsheet program rewrote: one question for the file, proven by a day above 12, and no row is unreadable', () => {
  const row = (date: string) => `${date},A,1h,Squat,1,100,5,0,0,,,`
  const open = read([classic, ...['03/04/2021 10:41', '05/04/2021 10:41'].map(row)].join('\n'))
  assert.deepEqual(open.dates, {
    style: null,
    question: { asks: 'order', proven: null, samples: ['03/04/2021 10:41', '05/04/2021 10:41'] },
    isOfNumbers: false,
  })
  assert.deepEqual([open.workouts, open.unreadable], [[], []])
  const answered = read([classic, row('03/04/2021 10:41')].join('\n'), { dates: { order: 'mdy', language: null } })
  assert.deepEqual(told(answered), ['2021-03-04T10:41:00 | A | 60 min | Squat 100 kg 5'])
  const proven = (...dates: string[]) => {
    const { question, style } = read([classic, ...dates.map(row)].join('\n')).dates
    return [question?.asks === 'order' ? question.proven : null, style?.order ?? null]
  }
  assert.deepEqual(proven('03/04/2021 10:41', '13/09/2021 10:41'), ['dmy', 'dmy'])
  assert.deepEqual(proven('3/4/21 10:41 AM', '9/13/21 10:41 AM'), ['mdy', 'mdy'])
  assert.deepEqual(proven('13/09/2021 10:41', '09/13/2021 10:41'), [null, null], 'some dates prove the one, some the other')
  assert.deepEqual(proven('2021.09.13', '2021/09/14 10:41'), [null, null], 'nothing to ask')
  const numbers = read([classic, row('44452.44'), row('44453.5')].join('\n'))
  assert.deepEqual(
    [numbers.dates.isOfNumbers, numbers.workouts.map(({ local }) => local)],
    [true, ['2021-09-13T10:33:36', '2021-09-14T12:00:00']],
  )
})

test('a month that two languages disagree on is asked, unless another month of the file decides it', () => {
  const file = (...dates: string[]) =>
    [
      'title,start_time,end_time,exercise_title,set_type,weight_kg,reps',
      ...dates.map((date) => `A,"${date}","${date}",Squat,normal,100,5`),
    ].join('\n')
  const asked = read(file('24 lis 2025, 10:00'))
  assert.ok(asked.dates.question?.asks === 'language' && asked.dates.style === null)
  assert.equal(asked.dates.question.languages.length, 2)
  const months = asked.dates.question.languages.map((language) =>
    read(file('24 lis 2025, 10:00'), { dates: { order: null, language } }).workouts[0]!.local.slice(5, 7),
  )
  assert.deepEqual(months.sort(), ['10', '11'])
  assert.deepEqual(
    read(file('24 lis 2025, 10:00', '3 ruj 2025, 10:00')).workouts.map(({ local }) => local.slice(5, 7)),
    ['09', '10'],
  )
})

test('numbers in the digits of any script, with a real minus, and with their unit', () => {
  const row = (weight: string, reps: string) => `2025-01-01 10:00:00,A,1h,Squat,1,"${weight}",${reps},0,0,,,`
  const reading = read(
    [
      classic,
      row('100,25', '5'),
      row('١٠٠٫٥', '٥'),
      row('१००', '५'),
      row('1.000', '5'),
      row('60 lbs', '5.0'),
      row('−20', '5'),
      row('1,234.5', '5'),
    ].join('\n'),
  )
  assert.deepEqual(
    reading.workouts[0]!.sets.map(({ weight, reps }) => [weight?.value, weight?.unit, reps]),
    [
      [100.25, 'kg', 5],
      [100.5, 'kg', 5],
      [100, 'kg', 5],
      [1, 'kg', 5],
      [60, 'lb', 5],
    ],
  )
  assert.deepEqual(problems(reading), ['7 weightMin', '8 weight'])
})
