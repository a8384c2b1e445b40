import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterEach, test } from 'node:test'
import { exerciseIdOf, type ActualSet } from '@holdfast/contract'
import fc from 'fast-check'
import Papa from 'papaparse'
import { exportAll } from '../sync/history/exportAll.ts'
import { setsCsv } from '../sync/history/setsCsv.ts'
import { importedSession } from '../sync/import/importedSession.ts'
import { importPlanOf, knownHere } from '../sync/import/importPlan.ts'
import { readExport, type ExportReading } from '../sync/import/readExport.ts'
import { writeImport } from '../sync/import/writeImport.ts'
import type { SessionView } from '../sync/session/overlay.ts'
import { cellOfText, plainOfCell } from '../sync/session/spreadsheetText.ts'
import { heavy, launch, training, type App } from './app.ts'
import { device } from './device.ts'
import { newSession, onServer, server } from './server.ts'

const zone = process.env['TZ']
afterEach(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

const startedAt = '2026-11-20T23:30:00.123Z'
const completedAt = '2026-11-21T00:41:07.456Z'

function setOf(setOrder: number, change: Partial<ActualSet> = {}): ActualSet {
  const exerciseName = change.exerciseName ?? 'Squat'
  return {
    id: randomUUID(),
    exerciseId: exerciseIdOf(exerciseName),
    exerciseName,
    plannedSetId: null,
    setType: 'working',
    setOrder,
    weight: { value: 100, unit: 'kg' },
    reps: 5,
    rpe: null,
    completedAt: `2026-11-20T23:4${setOrder}:00.789Z`,
    logged_at: completedAt,
    ...change,
  }
}

function sessionOf(actualSets: readonly ActualSet[], change: Partial<SessionView> = {}): SessionView {
  return {
    ...newSession(),
    plan: [],
    scheduledOn: '2026-11-20',
    startedAt,
    completedAt,
    actualSets: [...actualSets],
    ...onServer,
    ...change,
  }
}

function read(text: string): ExportReading {
  const reading = readExport(text)
  assert.ok(reading.read, JSON.stringify(reading))
  return reading
}

/** What a lifter typed, and when. */
const told = ({ title, notes, scheduledOn, sessionRpe, startedAt: from, completedAt: to, actualSets }: SessionView) => ({
  title,
  notes,
  scheduledOn,
  sessionRpe,
  from,
  to,
  sets: actualSets.map(({ exerciseName, setType, setOrder, weight, reps, rpe, completedAt: at }) => [
    exerciseName,
    setType,
    setOrder,
    weight,
    reps,
    rpe,
    at,
  ]),
})
const sessionsIn = (text: string) => read(text).workouts.map((workout) => told({ ...importedSession(workout), ...onServer }))

/** The start of a cell that a spreadsheet program reads as a formula. */
const FORMULA = /^[\s\p{C}"]*[=+\-@＝＋－＠﹦﹢﹣﹫]/u

/** What a program may read as a formula: with our separator, with others, and line by line if it does not know quotes. */
function formulasIn(csv: string): string[] {
  const cells = Papa.parse<string[]>(csv, { delimiter: ',', newline: '\r\n' }).data.flat()
  const lines = csv.split(/\r\n|[\r\n\v\f\u0085\u2028\u2029]/)
  const byOthers = [';', '\t'].flatMap((delimiter) => lines.flatMap((line) => line.split(delimiter)))
  return [...cells.filter((cell) => /^[\t\r\n]/.test(cell)), ...[...cells, ...byOthers].filter((cell) => FORMULA.test(cell))]
}

const formulas = [
  '=1+1',
  '=1+1\nfelt good',
  '=1+1\r\nfelt good',
  '=1+1\rfelt good',
  'felt good\n=1+1\nreally',
  '\n=1+1',
  '  =1+1',
  '\u00a0=1+1',
  '\u3000＝1+1',
  '\u200b=1+1',
  '\ufeff=1+1',
  '\t=1+1',
  '\r=1+1',
  '\0=1+1'.replace('\0', '\u0001'),
  '＝HYPERLINK("x")',
  '＋1',
  '－1',
  '＠SUM(1)',
  '﹦1',
  '+1',
  '-1',
  '@SUM(1)',
  'a;=1+1;b',
  'a\t=1+1',
  '"=1+1"\n"=1+1"',
  'first\u2028=1+1',
  '- belt\n- chalk',
]
const typed = [
  ...formulas,
  "'=1+1",
  "''=1+1",
  "'quoted'",
  "it's heavy",
  ' blanks before and after ',
  'two  blanks',
  'ends with a line\n',
  '\r\n\r\n',
  'ten\u00a0reps',
  'a, b; c\td "e"',
  'Übung 🏋️',
  "=x\n'=y",
]

test('no cell of the CSV starts a formula, with any line ends, leading blanks or wide characters', () => {
  const sessions = formulas.map((text) => sessionOf([setOf(0, { exerciseName: text })], { title: text, notes: text }))
  assert.deepEqual(formulasIn(setsCsv(sessions, new Map())), [])
})

test('the import reads the app’s own CSV exactly as it was typed: every text, weight, time, day and RPE, in any time zone', () => {
  const sessions = typed.map((text, n) =>
    sessionOf(
      [
        setOf(0, { exerciseName: text, setType: 'warmup', rpe: 8.5 }),
        setOf(1, { weight: { value: 227.375, unit: 'lb' }, reps: null, setType: 'drop' }),
        setOf(2, { weight: { value: 0, unit: 'lb' }, setType: 'failure' }),
        setOf(3, { weight: null, reps: 0 }),
        setOf(4, { exerciseName: text, weight: null, reps: null, completedAt }),
      ],
      {
        title: text,
        notes: text,
        sessionRpe: 9.5,
        scheduledOn: '2026-11-19',
        startedAt: `2026-11-${String(1 + (n % 20)).padStart(2, '0')}T${String(n % 20).padStart(2, '0')}:30:00.123Z`,
      },
    ),
  )
  const expected = sessions.sort((a, b) => Date.parse(a.startedAt!) - Date.parse(b.startedAt!)).map(told)
  const csv = setsCsv(sessions, new Map())
  for (const timeZone of ['Pacific/Auckland', 'America/New_York', 'UTC']) {
    process.env['TZ'] = timeZone
    const reading = read(csv)
    assert.deepEqual([reading.app, reading.asksUnit, reading.unreadable, reading.leftOut], ['holdfast', false, [], []])
    assert.deepEqual(sessionsIn(csv), expected)
  }
})

test('any typed text is read back unchanged, and starts no formula', () => {
  const unit = fc.constantFrom("'", '=', '-', '＝', ' ', '\t', '\n', '\r', ';', ',', '"', 'a', '\u200b', '\ufeff', '\u2028')
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 14 }), (text) => {
      assert.equal(plainOfCell(cellOfText(text)), text)
      const notes = text
      const csv = setsCsv([sessionOf([setOf(0)], { notes })], new Map())
      assert.equal(sessionsIn(csv)[0]!.notes, notes)
      assert.deepEqual(formulasIn(csv), [])
    }),
    { numRuns: 1000 },
  )
})

test('a spreadsheet program may have saved the file: other separators, line ends and decimals, and the columns in another order', () => {
  const sessions = [sessionOf([setOf(0, { weight: { value: 102.5, unit: 'kg' } })], { notes: '=1+1\nfelt good', title: 'Legs' })]
  const { data, meta } = Papa.parse<Record<string, string>>(setsCsv(sessions, new Map()), { header: true, skipEmptyLines: true })
  const rows = data.map((row) => ({ ...row, Weight: row['Weight']!.replace('.', ',') }))
  const fields = [...(meta.fields ?? [])].reverse()
  const saved = Papa.unparse({ fields, data: rows }, { delimiter: ';', newline: '\n' })
  assert.deepEqual(sessionsIn(`${saved}\n`), sessions.map(told))
})

test('a file of an earlier version has neither end nor day: the workout ends with its last set, on the local day', () => {
  process.env['TZ'] = 'America/New_York'
  const header = 'Session started,Session,Status,Exercise,Set,Type,Weight,Unit,Reps,RPE,Lifted at,Session RPE,Notes'
  const row = (at: string) => `2026-11-21T02:00:00.000Z,'=Legs,completed,Squat,1,working,100,kg,5,,${at},8,ok`
  const [session] = sessionsIn(`\uFEFF${header}\r\n${row('2026-11-21T02:10:00.000Z')}\r\n${row('2026-11-21T02:50:00.000Z')}\r\n`)
  assert.deepEqual(
    [session!.title, session!.scheduledOn, session!.to, session!.sessionRpe, session!.notes],
    ['=Legs', '2026-11-20', '2026-11-21T02:50:00.000Z', 8, 'ok'],
  )
})

const options = { progress: () => undefined, isCancelled: () => false, pause: () => Promise.resolve() }
const csvOf = (app: App): string => exportAll(app.engine, 'csv').text
const planOf = (app: App, csv: string) => {
  const { fresh, alreadyHere, differing } = importPlanOf(read(csv).workouts, knownHere(app.engine))
  return { fresh, counts: [fresh.length, alreadyHere, differing.length] }
}

test('where the workouts still are, the own CSV adds nothing; in a new account it adds all of them, once', async () => {
  const { app, first, on } = await training('offline')
  app.session.getState().completeSet(first, heavy(5))
  app.session.getState().setSessionNotes('=1+1\nfelt good\n')
  app.session.getState().finish()
  const csv = csvOf(app)
  assert.deepEqual(planOf(app, csv).counts, [0, 1, 0])

  const elsewhere = server()
  elsewhere.weather = 'fine'
  const fresh = await launch(device({ fetch: elsewhere.fetch }))
  elsewhere.weather = 'offline'
  const plan = planOf(fresh, csv)
  assert.deepEqual(plan.counts, [1, 0, 0])
  assert.equal((await writeImport(fresh.engine, plan.fresh, options)).ended, 'all')
  const [back] = Object.values(fresh.engine.logs.current().logs)
  assert.deepEqual(
    [back!.session.title, back!.notes, back!.session.scheduledOn],
    [on.session.title, '=1+1\nfelt good\n', on.session.scheduledOn],
  )
  assert.deepEqual(planOf(fresh, csv).counts, [0, 1, 0])
  assert.equal(csvOf(fresh), csv)
})
