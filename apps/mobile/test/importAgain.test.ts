import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { completeBodySchema, saysTheSame, type ActualSet, type CompleteBody, type Log, type SetType } from '@holdfast/contract'
import { createHoldfast } from '../store/holdfast.ts'
import type { Engine } from '../sync/engine/engine.ts'
import { importedSession } from '../sync/import/importedSession.ts'
import { importPlanOf, knownHere, type ImportPlan } from '../sync/import/importPlan.ts'
import { readExport, type ExportReading } from '../sync/import/readExport.ts'
import { writeAdditions, writeImport } from '../sync/import/writeImport.ts'
import { device, until } from './device.ts'
import { server } from './server.ts'

const running: Engine[] = []
const zone = process.env['TZ']
afterEach(() => {
  for (const engine of running.splice(0)) engine.close()
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

/** The app, signed in and without a network from then on. */
async function lifter() {
  const on = server()
  const holdfast = createHoldfast(device({ fetch: on.fetch }).platform)
  await until(() => holdfast.account.getState().phase.at === 'signedOut', 'the app starts')
  holdfast.account.getState().signInDemo()
  await until(() => holdfast.account.getState().phase.at === 'ready', 'the app is ready')
  const { phase } = holdfast.account.getState()
  if (phase.at !== 'ready') throw new Error('unreachable')
  on.weather = 'offline'
  running.push(phase.engine)
  return { ...phase, sync: phase.sync }
}
type Lifter = Awaited<ReturnType<typeof lifter>>

const options = { progress: () => undefined, isCancelled: () => false, pause: () => Promise.resolve() }

function read(text: string, kinds: Record<string, SetType> = {}): ExportReading {
  const reading = readExport(text, 'kg', { kinds })
  assert.ok(reading.read, JSON.stringify(reading))
  return reading
}

const planOf = ({ engine }: Lifter, text: string, kinds: Record<string, SetType> = {}): ImportPlan =>
  importPlanOf(read(text, kinds).workouts, knownHere(engine))

async function importInto(on: Lifter, text: string): Promise<void> {
  assert.equal((await writeImport(on.engine, planOf(on, text).fresh, options)).ended, 'all')
}

const counts = ({ fresh, alreadyHere, differing }: ImportPlan) => [fresh.length, alreadyHere, differing.length]

const header = 'Date,Workout Name,Duration,Exercise Name,Set Order,Weight (kg),Reps,RPE'
const strong = (...rows: string[]) => [header, ...rows, ''].join('\n')
const legs = (title = 'Legs', at = '2025-01-17 18:47:56') =>
  strong(...['1,100,5', '2,100,5', '3,90,8'].map((set) => `${at},${title},1h,Squat,${set},`))

test('a workout that was renamed in the other app is no second one: it is listed as different and not changed', async () => {
  const on = await lifter()
  await importInto(on, legs())
  assert.deepEqual(counts(planOf(on, legs('Leg day'))), [0, 0, 1])
  // Hevy writes no seconds, and has other names for some exercises.
  const hevy = (at: string, exercise = 'Squat (Barbell)') =>
    [
      'title,start_time,end_time,exercise_title,set_type,weight_kg,reps',
      ...['100,5', '100,5', '90,8'].map((set) => `Legs,"${at}","17 Jan 2025, 19:47",${exercise},normal,${set}`),
    ].join('\n')
  assert.deepEqual(counts(planOf(on, hevy('17 Jan 2025, 18:47'))), [0, 0, 1])
  assert.deepEqual(counts(planOf(on, hevy('17 Jan 2025, 18:48'))), [1, 0, 0])
  // The same workout to the last set; only the seconds are missing.
  assert.deepEqual(counts(planOf(on, legs('Legs', '2025-01-17 18:47'))), [0, 1, 0])
  // Another workout may begin at the same moment: it has no set in common.
  const other = strong('2025-01-17 18:47:56,Press,1h,Bench,1,60,12,', '2025-01-17 18:47:56,Press,1h,Bench,2,62.5,11,')
  assert.deepEqual(counts(planOf(on, other)), [1, 0, 0])
  assert.equal(Object.keys(on.engine.logs.current().logs).length, 1)
})

test('a file without times of day has every workout at midnight: two of a day stay two', async () => {
  const on = await lifter()
  await importInto(on, legs('Morning', '2025-01-17'))
  assert.deepEqual(counts(planOf(on, strong('2025-01-17,Evening,1h,Squat,1,100,5,', '2025-01-17,Evening,1h,Squat,2,100,5,'))), [1, 0, 0])
})

test('one file read in two time zones: the same sessions, nothing new, and no conflict on the server', async () => {
  const file = strong('2025-01-17 23:30:00,Late legs,1h 5m,Squat,1,100,5,8', '2025-07-17 00:15:00,Early legs,,Squat,1,100,5,')
  const read = (timeZone: string) => {
    process.env['TZ'] = timeZone
    const reading = readExport(file)
    assert.ok(reading.read)
    return reading.workouts.map(importedSession)
  }
  const [newYork, tokyo, kathmandu] = ['America/New_York', 'Asia/Tokyo', 'Asia/Kathmandu'].map(read) as [Sessions, Sessions, Sessions]
  for (const elsewhere of [tokyo, kathmandu])
    for (const [n, session] of newYork.entries()) {
      const other = elsewhere[n]!
      assert.notEqual(session.startedAt, other.startedAt)
      assert.deepEqual(
        [other.id, other.scheduledOn, other.actualSets.map(({ id }) => id)],
        [session.id, session.scheduledOn, session.actualSets.map(({ id }) => id)],
      )
      assert.ok(saysTheSame(session as Log, other as Log))
    }
  process.env['TZ'] = 'America/New_York'
  const on = await lifter()
  await importInto(on, file)
  process.env['TZ'] = 'Asia/Tokyo'
  assert.deepEqual(counts(planOf(on, file)), [0, 2, 0])
  assert.deepEqual(counts(planOf(on, file.replaceAll('legs', 'squats'))), [0, 0, 2], 'renamed since')
})
type Sessions = ReturnType<typeof importedSession>[]

const warmups = ['A,20,10', 'A,60,5']
const working = ['1,100,5', '2,100,5']
const session = (sets: readonly string[]) => strong(...sets.map((set) => `2025-01-17 18:47:56,Legs,1h,Squat,${set},`))
const whole = session([...warmups, ...working])
/** An earlier version could not read these rows and left them out. */
const known = { a: 'warmup' } as const

const loggedSets = ({ engine }: Lifter): ActualSet[] =>
  Object.values(engine.logs.current().logs).flatMap(({ actualSets }) => Object.values(actualSets).sort((a, b) => a.setOrder - b.setOrder))
const told = (sets: readonly ActualSet[]) =>
  sets.map(({ setType, weight, reps, setOrder }) => `${setOrder} ${setType} ${weight?.value} × ${reps}`)

test('importing the same file again adds what an earlier import left out: as one change, in its order, and only once', async () => {
  const on = await lifter()
  await importInto(on, whole)
  const before = loggedSets(on)
  assert.deepEqual(told(before), ['0 working 100 × 5', '1 working 100 × 5'])
  const plan = planOf(on, whole, known)
  assert.deepEqual([...counts(plan), plan.additions?.map(({ missing }) => missing)], [0, 0, 1, [2]])
  assert.deepEqual(await writeAdditions(on.engine, plan.additions!, options), { ended: 'all', written: 1 })
  const after = loggedSets(on)
  assert.deepEqual(told(after), ['0 warmup 20 × 10', '1 warmup 60 × 5', '2 working 100 × 5', '3 working 100 × 5'])
  assert.deepEqual(
    after.slice(2).map(({ id }) => id),
    before.map(({ id }) => id),
  )
  assert.equal(new Set(after.map(({ id }) => id)).size, 4)
  assert.deepEqual(planOf(on, whole, known), { fresh: [], alreadyHere: 1, differing: [] })
  // It is one request. It creates the session if the server has none, and keeps its times.
  const waiting = on.engine.outbox.snapshot().waiting
  const body = completeBodySchema.parse(waiting[0]!.body) as CompleteBody
  assert.equal(waiting.length, 1)
  assert.deepEqual([body.unplanned, body.actualSets.length], [{ title: 'Legs', scheduledOn: '2025-01-17' }, 4])
  // An added set has a new stamp; a set that was here keeps its own.
  const isNew = body.actualSets.map(({ logged_at }) => logged_at === body.logged_at)
  assert.deepEqual(isNew, [true, true, false, false])
  const imported = importedSession(read(whole, known).workouts[0]!)
  assert.deepEqual([body.startedAt, body.completedAt], [imported.startedAt, imported.completedAt])
})

test('a set that was changed, added or removed on this device is not added again', async () => {
  const on = await lifter()
  await importInto(on, whole)
  const { id, session: planned } = { id: loggedSets(on)[0]!.id, session: Object.values(on.engine.logs.current().logs)[0]!.session }
  on.session.getState().startSession(planned)
  on.session.getState().updateSet(id, { weight: { value: 102.5, unit: 'kg' }, reps: 5, rpe: null })
  const { additions } = planOf(on, whole, known)
  assert.equal(additions?.length, 1)
  assert.deepEqual(told(additions[0]!.actualSets), ['0 warmup 20 × 10', '1 warmup 60 × 5', '2 working 102.5 × 5', '3 working 100 × 5'])
  on.session.getState().setSetType(id, 'drop')
  assert.deepEqual(told(planOf(on, whole, known).additions![0]!.actualSets).slice(2), ['2 drop 102.5 × 5', '3 working 100 × 5'])
  // Every set of the file is here, one of them changed: there is nothing to add.
  await writeAdditions(on.engine, planOf(on, whole, known).additions!, options)
  const plan = planOf(on, whole, known)
  assert.deepEqual([...counts(plan), plan.additions], [0, 0, 1, undefined])
})

test('two devices that add the same sets give them the same ids', async () => {
  const ids = async () => {
    const on = await lifter()
    await importInto(on, whole)
    await writeAdditions(on.engine, planOf(on, whole, known).additions!, options)
    return loggedSets(on).map(({ id }) => id)
  }
  assert.deepEqual(await ids(), await ids())
})
