import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { BATCH_MAX, SENT_AT_HEADER, type BatchBody } from '@holdfast/contract'
import { createHoldfast } from '../store/holdfast.ts'
import type { Engine } from '../sync/engine/engine.ts'
import { importPlanOf, knownHere } from '../sync/import/importPlan.ts'
import { readExport } from '../sync/import/readExport.ts'
import { writeImport, type ImportEnd } from '../sync/import/writeImport.ts'
import { programmeKey, withSession, type Programme } from '../sync/server/programme.ts'
import { device, until, type Device, type DeviceOptions } from './device.ts'
import { server, type Server } from './server.ts'

const running: Engine[] = []
afterEach(() => {
  for (const engine of running.splice(0)) engine.close()
})

async function launch(on: Device) {
  const holdfast = createHoldfast(on.platform)
  await until(() => holdfast.account.getState().phase.at !== 'starting', 'the app starts')
  if (holdfast.account.getState().phase.at === 'signedOut') holdfast.account.getState().signInDemo()
  await until(() => holdfast.account.getState().phase.at === 'ready', 'the app is ready')
  const { phase } = holdfast.account.getState()
  if (phase.at !== 'ready') throw new Error(`the app is ${phase.at}`)
  running.push(phase.engine)
  return { engine: phase.engine, session: phase.session, device: on }
}
type App = Awaited<ReturnType<typeof launch>>

async function offlineApp(fault?: DeviceOptions['fault']): Promise<{ app: App; on: Server }> {
  const on = server()
  const app = await launch(device({ fetch: on.fetch, ...(fault ? { fault } : {}) }))
  await app.engine.pull()
  on.weather = 'offline'
  return { app, on }
}

function relaunch(app: App, on: Server): Promise<App> {
  app.device.kill()
  return launch(device({ fetch: on.fetch, from: app.device }))
}

/** The number of records on each replica of the journal. */
const recordsOn = ({ device: { disks } }: App): number[] => [0, 1].map((replica) => disks.get(1)![replica]!.stored.size)

/** A made-up file of Strong: workouts every other day, each with `sets` sets of four exercises. */
function exportOf(workouts: number, sets = 8, kg = 100): string {
  const day = (n: number) => new Date(Date.UTC(2016, 0, 1 + n * 2)).toISOString().slice(0, 10)
  const rows = Array.from({ length: workouts }, (_, n) =>
    Array.from({ length: sets }, (_, set) => {
      const exercise = ['Squat (Barbell)', 'Bench Press (Barbell)', 'Row (Cable)', 'Curl (Dumbbell)'][Math.floor((set * 4) / sets)]!
      return `${day(n)} 18:00:00,Workout ${n % 3},1h 5m,${exercise},${set + 1},${kg + (n % 7) * 2.5},${5 + (set % 4)},,8.5`
    }),
  )
  return ['Date,Workout Name,Duration,Exercise Name,Set Order,Weight (kg),Reps,Workout Notes,RPE', ...rows.flat()].join('\n')
}

function planOf(text: string, { engine }: App) {
  const reading = readExport(text)
  if (!reading.read) throw new Error(reading.problem)
  return importPlanOf(reading.workouts, knownHere(engine))
}

type Options = { stopAt?: number; progress?: (written: number) => void }
async function importInto(app: App, text: string, { stopAt = Infinity, progress = () => {} }: Options = {}): Promise<ImportEnd> {
  let written = 0
  return await writeImport(app.engine, planOf(text, app).fresh, {
    progress(so) {
      written = so
      progress(so)
    },
    isCancelled: () => written >= stopAt,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
  })
}

test('imported offline: one record per workout on each replica, its log is there at once, and the session on screen stays', async () => {
  const { app, on } = await offlineApp()
  app.session.getState().startSession(on.session)
  const before = recordsOn(app)
  assert.deepEqual(await importInto(app, exportOf(30)), { ended: 'all', written: 30 })
  assert.deepEqual(
    recordsOn(app),
    before.map((records) => records + 30),
  )
  const { logs, currentId } = app.engine.logs.current()
  assert.equal(currentId, on.session.id)
  assert.equal(app.session.getState().sessionId, on.session.id)
  const imported = Object.values(logs).filter(({ sessionId }) => sessionId !== on.session.id)
  assert.equal(imported.length, 30)
  assert.ok(imported.every(({ ended, actualSets }) => ended?.at === 'finished' && Object.keys(actualSets).length === 8))
  assert.equal(app.engine.outbox.snapshot().waiting.length, 30)
})

test('imported twice: nothing new, not one record, also after a restart', async () => {
  const { app, on } = await offlineApp()
  await importInto(app, exportOf(12))
  const before = recordsOn(app)
  assert.deepEqual(planOf(exportOf(12), app), { fresh: [], alreadyHere: 12, differing: [] })
  assert.deepEqual(await importInto(app, exportOf(12)), { ended: 'all', written: 0 })
  assert.deepEqual(recordsOn(app), before)
  const again = await relaunch(app, on)
  assert.deepEqual(planOf(exportOf(12), again), { fresh: [], alreadyHere: 12, differing: [] })
  assert.deepEqual(recordsOn(again), before)
})

test('on another device, a workout that the server already sent is not imported again', async () => {
  const { app } = await offlineApp()
  const other = await launch(device({ fetch: server().fetch }))
  const key = programmeKey(other.engine.account.id)
  for (const session of planOf(exportOf(3), app).fresh) {
    other.engine.queries.setQueryData<Programme>(key, (programme) => withSession(programme, { ...session, version: 7 }))
  }
  const { fresh, alreadyHere } = planOf(exportOf(5), other)
  assert.deepEqual([fresh.length, alreadyHere], [2, 3])
})

test('a longer export adds only what is new; a different workout is listed and not changed', async () => {
  const { app } = await offlineApp()
  await importInto(app, exportOf(10))
  const before = JSON.stringify(app.engine.logs.current())
  const edited = exportOf(10, 8, 101)
  const { fresh, alreadyHere, differing } = planOf(edited, app)
  assert.deepEqual([fresh.length, alreadyHere, differing.length], [0, 0, 10])
  await importInto(app, edited)
  assert.equal(JSON.stringify(app.engine.logs.current()), before)
  assert.equal(planOf(exportOf(14), app).fresh.length, 4)
})

test('cancelled in the middle, and killed: what is written stays, and importing again continues from there', async () => {
  const { app, on } = await offlineApp()
  const empty = recordsOn(app)
  const end = await importInto(app, exportOf(40), { stopAt: 12 })
  assert.deepEqual(end, { ended: 'cancelled', written: 12 })
  const again = await relaunch(app, on)
  assert.equal(planOf(exportOf(40), again).fresh.length, 28)
  assert.deepEqual(await importInto(again, exportOf(40)), { ended: 'all', written: 28 })
  assert.deepEqual(
    recordsOn(again),
    empty.map((records) => records + 40),
  )
})

test('the progress is reported all along and ends with the number written', async () => {
  const { app } = await offlineApp()
  const told: number[] = []
  await importInto(app, exportOf(20), { progress: (written) => told.push(written) })
  assert.deepEqual(told, [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20])
})

test('a full disk ends the import and reports how many workouts are written; with space again, the rest follows', async () => {
  let room = Infinity
  const { app } = await offlineApp(() => (room-- > 0 ? null : 'full'))
  room = 14
  const end = await importInto(app, exportOf(20))
  assert.equal(end.ended === 'notSaved' && end.why, 'full')
  assert.equal(end.written, planOf(exportOf(20), app).alreadyHere)
  assert.ok(end.written > 0 && end.written < 20, String(end.written))
  room = Infinity
  assert.deepEqual(await importInto(app, exportOf(20)), { ended: 'all', written: 20 - end.written })
})

test('back online the workouts are sent in batches, each once, outside the plan, and with the times of the file', async () => {
  const { app, on } = await offlineApp()
  await importInto(app, exportOf(120))
  const batches: BatchBody[] = []
  const fetchBefore = app.device.platform.fetch
  app.device.platform.fetch = (input, init) => {
    assert.equal(new Headers(init?.headers).get(SENT_AT_HEADER), null)
    if ((input as string).endsWith('/v1/operations')) batches.push(JSON.parse(init?.body as string) as BatchBody)
    return fetchBefore(input, init)
  }
  const again = await launch(device({ fetch: app.device.platform.fetch, from: app.device }))
  on.weather = 'fine'
  again.engine.syncNow()
  await until(() => again.engine.outbox.snapshot().waiting.length === 0, 'everything is sent')
  assert.equal(on.effects.length, 120)
  assert.equal(new Set(on.effects).size, 120)
  assert.ok(batches.length > 0 && batches.every(({ operations }) => operations.length <= BATCH_MAX))
  const [first] = batches.flatMap(({ operations }) => operations)
  assert.equal(first!.sentAt, undefined)
  assert.deepEqual((first!.body as { unplanned: unknown }).unplanned, { title: 'Workout 0', scheduledOn: '2016-01-01' })
})

test('ten years of training, 1 500 workouts of 24 sets: read, sorted and written, with the time of each', async (t) => {
  const { app } = await offlineApp()
  const text = exportOf(1_500, 24)
  const clock = () => performance.now()
  const begun = clock()
  const reading = readExport(text)
  assert.ok(reading.read)
  const read = clock()
  const plan = importPlanOf(reading.workouts, knownHere(app.engine))
  const sorted = clock()
  let longest = 0
  let last = clock()
  const end = await writeImport(app.engine, plan.fresh, {
    progress: () => {},
    isCancelled: () => false,
    async pause() {
      longest = Math.max(longest, clock() - last)
      await new Promise((resolve) => setImmediate(resolve))
      last = clock()
    },
  })
  const written = clock()
  assert.deepEqual(end, { ended: 'all', written: 1_500 })
  const again = planOf(text, app)
  assert.equal(again.alreadyHere, 1_500)
  const ms = (from: number, to: number) => `${Math.round(to - from)} ms`
  t.diagnostic(
    `${Math.round(text.length / 1024)} kB: read ${ms(begun, read)}, sorted ${ms(read, sorted)}, written ${ms(sorted, written)}, longest stretch ${Math.round(longest)} ms`,
  )
})
