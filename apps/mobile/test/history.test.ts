import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterEach, test } from 'node:test'
import type { ActualSet, Session, Weight } from '@holdfast/contract'
import Papa from 'papaparse'
import { createHoldfast } from '../store/holdfast.ts'
import type { Engine } from '../sync/engine/engine.ts'
import { finishSession, skipSession } from '../sync/engine/finishSession.ts'
import { e1rmKg } from '../sync/history/e1rm.ts'
import { e1rmSeries, exerciseHistory, volumeSeries } from '../sync/history/exerciseHistory.ts'
import { historyOf } from '../sync/history/followHistory.ts'
import { historyFrom, searchHistory } from '../sync/history/history.ts'
import { setsCsv } from '../sync/history/setsCsv.ts'
import type { SessionView } from '../sync/session/overlay.ts'
import { programmeKey, type Programme } from '../sync/server/programme.ts'
import { device, until } from './device.ts'
import { newSession, onServer, server } from './server.ts'

const running: Engine[] = []
afterEach(() => {
  for (const engine of running.splice(0)) engine.close()
})

const kg = (value: number): Weight => ({ value, unit: 'kg' })

function lifted(exerciseId: string, weight: Weight | null, reps: number | null, change: Partial<ActualSet> = {}): ActualSet {
  const at = '2026-11-20T17:00:00.000Z'
  return {
    id: randomUUID(),
    exerciseId,
    plannedSetId: null,
    setType: 'working',
    setOrder: 0,
    weight,
    reps,
    rpe: null,
    completedAt: at,
    logged_at: at,
    ...change,
  }
}

/** A session that was finished on a day of November 2026. */
function finished(day: number, actualSets: ActualSet[], change: Partial<SessionView> = {}): SessionView {
  const at = (hour: number) => `2026-11-${String(day).padStart(2, '0')}T${hour}:00:00.000Z`
  return {
    ...newSession(),
    scheduledOn: at(17).slice(0, 10),
    startedAt: at(17),
    completedAt: at(18),
    actualSets,
    ...onServer,
    ...change,
  }
}

test('e1RM is Epley’s for one to twelve reps, the weight itself for a single, and null where no estimate is possible', () => {
  const estimates = [1, 2, 10, 12, 13, 0, null].map((reps) => e1rmKg({ setType: 'working', weight: kg(90), reps }))
  assert.deepEqual(
    estimates.map((estimate) => estimate && Math.round(estimate * 100) / 100),
    [90, 96, 120, 126, null, null, null],
  )
  assert.equal(e1rmKg({ setType: 'warmup', weight: kg(60), reps: 5 }), null)
  assert.equal(e1rmKg({ setType: 'working', weight: null, reps: 10 }), null)
  assert.equal(e1rmKg({ setType: 'working', weight: { value: 100, unit: 'lb' }, reps: 1 }), 45.359237)
})

test('the history is what is over, newest first; warm-ups count nowhere', () => {
  const squat = randomUUID()
  const sets = [
    lifted(squat, kg(60), 5, { setType: 'warmup' }),
    lifted(squat, kg(100), 5),
    lifted(squat, { value: 220.462262, unit: 'lb' }, 3),
  ]
  const old = finished(3, sets)
  const skipped = finished(9, [], { status: 'skipped', startedAt: null, completedAt: null })
  const { entries } = historyFrom([old, { ...newSession(), ...onServer, status: 'planned', stage: 'planned' }, skipped, finished(20, [])])
  assert.deepEqual(
    entries.map(({ session }) => session.scheduledOn),
    ['2026-11-20', '2026-11-09', '2026-11-03'],
  )
  const { volumeKg, sets: count, durationMs } = entries[2]!.facts
  assert.deepEqual([Math.round(volumeKg), count, durationMs], [800, 2, 3_600_000])
})

test('a search finds titles and exercises that contain each of its words, also an exercise that no plan names', () => {
  const row = lifted(randomUUID(), kg(60), 8, { exerciseName: 'Pendlay row' })
  const { entries } = historyFrom([finished(3, [], { title: 'Lower A' }), finished(5, [row], { title: 'Upper B' })])
  const found = (search: string) => searchHistory(entries, search).map(({ session }) => session.title)
  assert.deepEqual(
    [found(' '), found('lower'), found('ROW upper'), found('row lower')],
    [['Upper B', 'Lower A'], ['Lower A'], ['Upper B'], []],
  )
})

test('a search finds a word however it was written: accents in one or two characters, wide or not', () => {
  const { entries } = historyFrom([finished(3, [], { title: 'U\u0308bung \uff21' })])
  for (const search of ['\u00dcbung', 'u\u0308bung', '\u00fcbung a']) assert.equal(searchHistory(entries, search).length, 1, search)
})

test('an exercise over time: best sets, series and bests; a skipped session, or one without it, is no zero', () => {
  const squat = randomUUID()
  const other = randomUUID()
  const first = finished(1, [lifted(squat, kg(100), 5), lifted(squat, kg(110), 1), lifted(squat, kg(140), 3, { setType: 'warmup' })])
  const second = finished(8, [lifted(squat, kg(110), 5)])
  const without = finished(10, [lifted(other, kg(300), 5)])
  const skipped = finished(12, [], { status: 'skipped', plan: [{ ...newSession().plan[0]!, exerciseId: squat, name: 'Back squat' }] })
  const bodyweight = finished(15, [lifted(squat, null, 20)])
  const { name, sessions, bests } = exerciseHistory(historyFrom([skipped, first, bodyweight, without, second]), squat)
  const round = (points: { kg: number }[]) => points.map((point) => Math.round(point.kg * 10) / 10)
  assert.equal(name, 'Back squat')
  assert.deepEqual(
    sessions.map(({ entry }) => entry.session.scheduledOn),
    ['2026-11-15', '2026-11-08', '2026-11-01'],
  )
  assert.deepEqual(
    [round(e1rmSeries(sessions)), round(volumeSeries(sessions))],
    [
      [116.7, 128.3],
      [610, 550],
    ],
  )
  assert.deepEqual(
    [bests.e1rm?.session.entry.session.id, bests.heaviest?.session.entry.session.id, bests.heaviest?.set.weight, bests.volume?.kg],
    [second.id, first.id, kg(110), 610],
  )
})

test('the volume and the number of sets leave out only warm-ups; a set without a load or reps adds no volume', () => {
  const squat = randomUUID()
  const sets = [
    lifted(squat, kg(60), 10, { setType: 'warmup' }),
    lifted(squat, kg(100), 5),
    lifted(squat, kg(80), 10, { setType: 'drop' }),
    lifted(squat, kg(70), 12, { setType: 'failure' }),
    lifted(squat, null, 20),
    lifted(squat, kg(90), null),
    lifted(squat, null, 8, { setType: 'warmup' }),
  ]
  const { volumeKg, sets: count } = historyFrom([finished(3, sets)]).entries[0]!.facts
  assert.deepEqual([volumeKg, count], [500 + 800 + 840, 5])
})

test('a skipped session counts nothing, even with sets, and is found by its planned exercises', () => {
  const squat = randomUUID()
  const plan = [{ ...newSession().plan[0]!, exerciseId: squat, name: 'Back squat' }]
  const row = lifted(randomUUID(), kg(60), 8, { exerciseName: 'Row' })
  const { entries } = historyFrom([finished(3, [row], { status: 'skipped', title: 'Lower A', plan })])
  assert.deepEqual(entries[0]!.facts, { durationMs: null, volumeKg: 0, sets: 0, exercises: [], searched: 'lower a back squat' })
  assert.equal(searchHistory(entries, 'back squat').length, 1)
  const done = historyFrom([finished(3, [row], { title: 'Lower A', plan })]).entries
  assert.deepEqual([searchHistory(done, 'row').length, searchHistory(done, 'back squat').length], [1, 0], 'a finished one by what was done')
})

test('the exercises of a session are in the order they were lifted, each with the first name from its sets or its plan', () => {
  const [squat, row, curl, press] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const plan = [{ ...newSession().plan[0]!, exerciseId: curl, name: 'Curl of the plan' }]
  const sets = [
    lifted(press, kg(40), 5, { setOrder: 9 }),
    lifted(squat, kg(40), 5, { setOrder: 2, exerciseName: 'Squat, later' }),
    lifted(curl, kg(10), 5, { setOrder: 4 }),
    lifted(row, kg(60), 5, { setOrder: 3, exerciseName: 'Row' }),
    lifted(squat, kg(50), 5, { setOrder: 10, exerciseName: 'Squat, last' }),
    lifted(squat, kg(60), 5, { setOrder: 1 }),
  ]
  assert.deepEqual(historyFrom([finished(3, sets, { plan })]).entries[0]!.facts.exercises, [
    { exerciseId: squat, name: 'Squat, later' },
    { exerciseId: row, name: 'Row' },
    { exerciseId: curl, name: 'Curl of the plan' },
    { exerciseId: press, name: null },
  ])
})

test('an exercise has its latest name, from a log before a plan, whatever order the sessions come in', () => {
  const squat = randomUUID()
  const plan = [{ ...newSession().plan[0]!, exerciseId: squat, name: 'Squat of the plan' }]
  const called = (day: number, exerciseName?: string) =>
    finished(day, [lifted(squat, kg(100), 5, exerciseName === undefined ? {} : { exerciseName })], { plan })
  const names = (...sessions: SessionView[]) => [historyFrom(sessions), historyFrom(sessions.reverse())].map((one) => one.names.get(squat))
  assert.deepEqual(names(called(1, 'Old'), called(8, 'New'), called(5, 'Between')), ['New', 'New'])
  assert.deepEqual(names(called(1, 'Old'), called(8)), ['Squat of the plan', 'Squat of the plan'])
})

test('within a day a workout is ordered by its start; a skipped one, or one without a start, is at noon', () => {
  const at = (hour: string) => `2026-11-20T${hour}:00:00`
  const of = (title: string, change: Partial<SessionView>) => finished(20, [], { title, ...change })
  const iso = (hour: string) => new Date(at(hour)).toISOString()
  const sessions = [
    of('morning', { startedAt: iso('07') }),
    of('skipped', { status: 'skipped', startedAt: iso('23'), completedAt: null }),
    of('evening', { startedAt: iso('19') }),
  ]
  for (const list of [sessions, [...sessions].reverse()])
    assert.deepEqual(
      historyFrom(list).entries.map(({ session, atMs }) => [session.title, atMs]),
      [
        ['evening', Date.parse(at('19'))],
        ['skipped', Date.parse(at('12'))],
        ['morning', Date.parse(at('07'))],
      ],
    )
  assert.equal(historyFrom([of('undated', { startedAt: null })]).entries[0]!.atMs, Date.parse(at('12')))
})

test('of equal bests the first counts, among sessions and within one; a higher one replaces it', () => {
  const squat = randomUUID()
  const bestsOf = (...sessions: SessionView[]) => {
    const { e1rm, heaviest, volume } = exerciseHistory(historyFrom(sessions), squat).bests
    return [e1rm, heaviest, volume].map((best) => best?.session.entry.session.scheduledOn.slice(8))
  }
  const same = (day: number) => finished(day, [lifted(squat, kg(100), 5)])
  assert.deepEqual(bestsOf(same(8), same(15), same(1)), ['01', '01', '01'])
  assert.deepEqual(bestsOf(same(8), finished(15, [lifted(squat, kg(100), 6)]), same(1)), ['15', '01', '15'])
  assert.deepEqual(bestsOf(same(8), finished(15, [lifted(squat, { value: 221, unit: 'lb' }, 1)])), ['08', '15', '08'])
  const [second, first] = [lifted(squat, kg(100), 5, { setOrder: 2 }), lifted(squat, kg(100), 5, { setOrder: 1 })]
  const [session] = exerciseHistory(historyFrom([finished(1, [second, first])]), squat).sessions
  assert.deepEqual([session!.best?.set.id, session!.sets.map(({ id }) => id)], [first.id, [first.id, second.id]])
})

test('the lightest possible load counts as a best too, and an exercise without any name has none', () => {
  const raise = randomUUID()
  const { name, sessions, bests } = exerciseHistory(historyFrom([finished(3, [lifted(raise, kg(0.5), 1)])]), raise)
  assert.deepEqual([name, bests.e1rm?.kg, bests.heaviest?.set.weight, bests.volume?.kg], [null, 0.5, kg(0.5), 0.5])
  assert.deepEqual([e1rmSeries(sessions).map((point) => point.kg), volumeSeries(sessions).map((point) => point.kg)], [[0.5], [0.5]])
  assert.deepEqual(
    [e1rmKg({ setType: 'working', weight: kg(1), reps: 1 }), e1rmKg({ setType: 'working', weight: kg(0), reps: 1 })],
    [1, null],
  )
})

test('a weight without reps is no best, nor is a warm-up, nor a set of another exercise', () => {
  const squat = randomUUID()
  const sets = [
    lifted(squat, kg(300), 0),
    lifted(squat, kg(300), null),
    lifted(squat, kg(300), 5, { setType: 'warmup' }),
    lifted(randomUUID(), kg(300), 5),
    lifted(squat, kg(0), 5),
    lifted(squat, null, 5),
  ]
  const { sessions, bests } = exerciseHistory(historyFrom([finished(3, sets)]), squat)
  assert.deepEqual([bests, sessions[0]!.volumeKg, sessions[0]!.best], [{ e1rm: null, heaviest: null, volume: null }, 0, null])
  assert.deepEqual([e1rmSeries(sessions), volumeSeries(sessions)], [[], []])
})

test('the CSV has a row for every set, quotes as RFC 4180 requires, and opening it runs nothing', () => {
  const squat = randomUUID()
  const sets = [lifted(squat, kg(102.5), 5, { setOrder: 1, rpe: 8.5 }), lifted(squat, null, 12, { setOrder: 2 })]
  const session = finished(3, sets, { title: '=HYPERLINK("evil")', notes: 'Belt, "tight"\nfrom set 3' })
  const csv = setsCsv([finished(5, [lifted(squat, kg(1), 1)]), session], new Map([[squat, 'Squat']]))
  const { data, errors } = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true })
  assert.deepEqual(errors, [])
  assert.deepEqual(
    data.map((row) => [row['Session'], row['Exercise'], row['Set'], row['Weight'], row['Unit'], row['Reps'], row['RPE'], row['Notes']]),
    [
      [`'=HYPERLINK("evil")`, 'Squat', '1', '102.5', 'kg', '5', '8.5', session.notes],
      [`'=HYPERLINK("evil")`, 'Squat', '2', '', '', '12', '', session.notes],
      ['Lower A', 'Squat', '1', '1', 'kg', '1', '', ''],
    ],
  )
  assert.ok(csv.startsWith('\uFEFF') && csv.includes('\r\n'))
})

/** The app, signed in and pulled. The server holds these sessions besides the one to lift. */
async function lifter(known: readonly Session[] = []) {
  const on = server()
  const app = device({ fetch: on.fetch })
  const { account } = createHoldfast(app.platform)
  await until(() => account.getState().phase.at !== 'starting', 'the app starts')
  account.getState().signInDemo()
  await until(() => account.getState().phase.at === 'ready', 'the app is ready')
  const { phase } = account.getState()
  if (phase.at !== 'ready') throw new Error('unreachable')
  running.push(phase.engine)
  await phase.engine.pull()
  const { engine, session } = phase
  engine.queries.setQueryData<Programme>(programmeKey(engine.account.id), (programme) => ({
    ...programme!,
    sessions: { ...programme!.sessions, ...Object.fromEntries(known.map((one) => [one.id, one])) },
  }))
  on.weather = 'offline'
  return { on, engine, session }
}

test('what was finished or skipped offline is in the history at once, and stays if the server never gets it', async () => {
  const { on, engine, session } = await lifter([finished(2, [])])
  const history = historyOf(engine)
  const said = () => history.current().entries.map(({ session: { status, sync, actualSets } }) => `${status} ${sync} ${actualSets.length}`)
  const unplanned = { ...newSession(), id: randomUUID(), plan: [] }
  skipSession(engine, on.session.id, null, () => undefined)
  session.getState().startSession(unplanned)
  assert.deepEqual(said(), ['skipped waiting 0', 'completed server 0'])
  const before = history.current()
  finishSession(engine, unplanned.id, () => undefined)
  assert.deepEqual(said().sort(), ['completed server 0', 'completed waiting 0', 'skipped waiting 0'])
  assert.notEqual(history.current(), before)
})

test('a ✓ reads no set of 1 500 finished sessions: the history is the same value', async () => {
  let reads = 0
  const known = Array.from({ length: 1_500 }, (_, n) => {
    const sets = Array.from({ length: 25 }, () => lifted(randomUUID(), kg(100), 5))
    return Object.defineProperty(finished(1 + (n % 28), []), 'actualSets', { enumerable: true, get: () => (reads++, sets) })
  })
  const { on, engine, session } = await lifter(known)
  const history = historyOf(engine)
  const before = history.current()
  const readsToOpen = reads
  assert.equal(before.entries.length, 1_500)
  assert.ok(readsToOpen >= 1_500, 'the counter counts')
  session.getState().startSession(on.session)
  for (const { id } of session.getState().plannedSets) {
    session.getState().completeSet(id, { weight: kg(100), reps: 5, rpe: null })
    assert.equal(history.current(), before)
  }
  assert.equal(reads, readsToOpen)
  finishSession(engine, on.session.id, () => undefined)
  assert.equal(history.current().entries.length, 1_501)
  assert.equal(reads, readsToOpen, 'one more session works out one session')
  const after = history.current()
  const another = { ...newSession(), id: randomUUID() }
  session.getState().startSession(another)
  session.getState().completeSet(another.plan[0]!.sets[0]!.id, { weight: kg(100), reps: 5, rpe: null })
  assert.equal(history.current(), after, 'also while a session that is over is on this device')
  assert.equal(historyFrom(after.entries.map((entry) => entry.session)).entries[0]!.facts, after.entries[0]!.facts)
})

test('the newest day comes first, whenever it was begun: a workout may have been lifted in another time zone', () => {
  const early = finished(20, [], { startedAt: '2026-11-21T01:00:00.000Z' })
  const late = finished(21, [], { startedAt: '2026-11-20T23:00:00.000Z' })
  for (const sessions of [
    [early, late],
    [late, early],
  ])
    assert.deepEqual(
      historyFrom(sessions).entries.map(({ day }) => day),
      ['2026-11-21', '2026-11-20'],
    )
})

test('a search for nothing is the whole history, the same list', () => {
  const { entries } = historyFrom([finished(20, [])])
  for (const search of ['', '   ']) assert.equal(searchHistory(entries, search), entries)
})

test('the rows of the CSV stand by session, oldest first, and in each in the order they were lifted, named by its own plan first', () => {
  const { plan } = newSession()
  const { exerciseId } = plan[0]!
  const set = (reps: number, setOrder: number, of = exerciseId) => lifted(of, kg(100), reps, { setOrder })
  const late = finished(20, [set(2, 1), set(1, 0), set(3, 2, 'unknown')], { plan })
  const undated = finished(19, [set(9, 0)], { plan: [], status: 'in_progress', startedAt: null, completedAt: null })
  const text = setsCsv([late, undated], new Map([[exerciseId, 'Another name']]))
  const { data } = Papa.parse<Record<string, string>>(text.slice(1), { header: true, skipEmptyLines: true })
  assert.deepEqual(
    data.map((row) => [row['Session started'], row['Day'], row['Status'], row['Exercise'], row['Set'], row['Reps']]),
    [
      ['2026-11-19', '2026-11-19', 'in_progress', 'Another name', '1', '9'],
      ['2026-11-20T17:00:00.000Z', '2026-11-20', 'completed', 'Squat', '1', '1'],
      ['2026-11-20T17:00:00.000Z', '2026-11-20', 'completed', 'Squat', '2', '2'],
      ['2026-11-20T17:00:00.000Z', '2026-11-20', 'completed', 'unknown', '1', '3'],
    ],
  )
})

test('the CSV names its columns in words, in this order', () => {
  const columns = 'Session started,Session finished,Day,Session,Status,Exercise,Set,Type,Weight,Unit,Reps,RPE,Lifted at,Session RPE,Notes'
  assert.equal(setsCsv([], new Map()).split('\r\n')[0], `\uFEFF${columns}`)
})
