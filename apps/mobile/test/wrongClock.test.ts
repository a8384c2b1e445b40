import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CompleteBody } from '@holdfast/contract'
import { historyOf } from '../sync/history/followHistory.ts'
import { completionSlot } from '../sync/session/operations.ts'
import { viewsOf } from '../sync/views/sessionViews.ts'
import { heavy, launch, relaunch, type App } from './app.ts'
import { device } from './device.ts'
import { newSession, server } from './server.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const YEAR_MS = 365 * DAY_MS

/** How far the clock is off; a positive number is ahead. */
const OFF: readonly [string, number][] = [
  ['a year ahead', YEAR_MS],
  ['twelve hours ahead', 12 * HOUR_MS],
  ['two hours ahead', 2 * HOUR_MS],
  ['two hours behind', -2 * HOUR_MS],
  ['a year behind', -YEAR_MS],
]

type Phone = {
  app: App
  /** The true time, Unix epoch in ms. */
  trueMs(): number
  pass(ms: number): void
  /** Sets how far the clock is off; 0 corrects it. */
  setOff(ms: number): void
  /** Receives the server's time, and sends nothing: what waits is what the server would get. */
  hear(): void
}

/** A phone that was signed in before, started without a network, with its clock off by this much. */
async function coldStart(offMs: number): Promise<Phone> {
  const on = server()
  const first = await launch(device({ fetch: on.fetch }))
  on.weather = 'offline'
  const { clock } = first.device
  let off = offMs
  clock.setWall(clock.wallMs() + offMs)
  const app = await relaunch(first, on)
  const trueMs = () => clock.wallMs() - off
  return {
    app,
    trueMs,
    pass: (ms) => clock.advance(ms),
    hear() {
      app.engine.takePage({ sessions: [], tombstones: [], cursor: 1, more: false, serverTime: iso(trueMs()) }, clock.wallMs())
    },
    setOff(ms) {
      clock.setWall(trueMs() + ms)
      off = ms
    },
  }
}

const iso = (ms: number) => new Date(ms).toISOString()

/**
 * Begins a workout, with its sets ten minutes apart, and finishes it ten minutes after the last one. `meanwhile` happens after the first
 * set.
 */
async function lift({ app, trueMs, pass }: Phone, meanwhile?: () => Promise<void> | void) {
  const { session } = app
  const planned = { ...newSession(), scheduledOn: iso(trueMs()).slice(0, 10) }
  const startedAt = iso(trueMs())
  session.getState().startSession(planned)
  const lifted: string[] = []
  for (const { id } of session.getState().plannedSets.slice(0, 3)) {
    pass(10 * MINUTE_MS)
    session.getState().completeSet(id, heavy(5))
    lifted.push(iso(trueMs()))
    if (lifted.length === 1) await meanwhile?.()
  }
  pass(10 * MINUTE_MS)
  session.getState().finish()
  return { sessionId: planned.id, times: { startedAt, lifted, completedAt: iso(trueMs()) } }
}

/** The times and the stamps in the completion of a session that waits. */
function sent(app: App, sessionId: string): { times: ReturnType<typeof timesIn>; stamps: string[] } {
  const state = app.engine.outbox.stateOf(completionSlot(sessionId))
  if (state?.at !== 'waiting') throw new Error(`the completion is ${state?.at}`)
  const body = state.operation.body as CompleteBody
  return { times: timesIn(body), stamps: [...body.actualSets.map(({ logged_at }) => logged_at), body.logged_at] }
}

const timesIn = ({ startedAt, completedAt, actualSets }: Pick<CompleteBody, 'startedAt' | 'completedAt' | 'actualSets'>) => ({
  startedAt,
  lifted: actualSets.map((set) => set.completedAt),
  completedAt,
})

const shifted = (times: ReturnType<typeof timesIn>, byMs: number) => ({
  startedAt: iso(Date.parse(times.startedAt) + byMs),
  lifted: times.lifted.map((at) => iso(Date.parse(at) + byMs)),
  completedAt: iso(Date.parse(times.completedAt) + byMs),
})

for (const [words, offMs] of OFF)
  test(`L3: a clock ${words} decides the times of no workout but its own`, async () => {
    const phone = await coldStart(offMs)
    const { app } = phone
    const first = await lift(phone)
    phone.setOff(0)
    // Before the true time reaches the moment that the wrong clock showed.
    const betweenMs = Math.abs(offMs) < DAY_MS ? 30 * MINUTE_MS : 2 * DAY_MS
    phone.pass(betweenMs)
    const second = await lift(phone)
    phone.pass(betweenMs)
    phone.hear()
    const third = await lift(phone)
    const [one, two, three] = [first, second, third].map(({ sessionId }) => sent(app, sessionId))
    assert.deepEqual(one!.times, shifted(first.times, offMs))
    assert.deepEqual(two!.times, second.times)
    assert.deepEqual(three!.times, third.times)
    const stamps = [one, two, three].flatMap((said) => said!.stamps)
    assert.deepEqual([...new Set(stamps)].sort(), stamps, 'each stamp is later than the one before')
    const { all } = viewsOf(app.engine).current()
    assert.deepEqual(timesIn(all.get(second.sessionId) as never), second.times)
    // The first one is corrected, and the history is in the order in which the workouts were lifted.
    const { sync: _mark, ...shown } = all.get(first.sessionId)!
    app.session.getState().startSession(shown)
    const { startedAt, completedAt } = first.times
    app.session.getState().finish(undefined, { startedAt, completedAt })
    const order = historyOf(app.engine)
      .current()
      .entries.map(({ session }) => session.id)
    assert.deepEqual(
      order,
      [third, second, first].map(({ sessionId }) => sessionId),
    )
  })

for (const [words, offMs] of OFF)
  test(`L3: a clock ${words} that is corrected in the middle of a workout: what is lifted then has its true time`, async () => {
    const phone = await coldStart(offMs)
    const { app } = phone
    // Set by hand, without a network.
    const { sessionId, times } = await lift(phone, () => phone.setOff(0))
    const said = sent(app, sessionId).times
    assert.deepEqual(said.lifted.slice(1), times.lifted.slice(1))
    assert.equal(said.completedAt, times.completedAt)
    // Two hours behind looks like a pause of two hours; the lifter can correct it.
    if (offMs !== -2 * HOUR_MS) assert.equal(said.startedAt, times.lifted[1])
  })

for (const [words, offMs] of OFF)
  test(`L3: a clock that stays ${words} while an answer of the server arrives in the middle of a workout: the same`, async () => {
    const phone = await coldStart(offMs)
    const { sessionId, times } = await lift(phone, () => phone.hear())
    const said = sent(phone.app, sessionId).times
    assert.deepEqual(said.lifted.slice(1), times.lifted.slice(1))
    assert.equal(said.completedAt, times.completedAt)
    if (offMs !== -2 * HOUR_MS) assert.equal(said.startedAt, times.lifted[1])
  })

test('L3: a clock that was lost in the middle of a workout does not decide its times', async () => {
  const phone = await coldStart(0)
  const { sessionId, times } = await lift(phone, () => {
    phone.pass(10 * MINUTE_MS)
    phone.app.session.getState().completeSet(phone.app.session.getState().plannedSets[3]!.id, heavy(5))
    phone.pass(10 * MINUTE_MS)
    phone.app.session.getState().completeSet(phone.app.session.getState().plannedSets[2]!.id, heavy(5))
    phone.setOff(-20 * YEAR_MS)
  })
  const { startedAt, completedAt } = sent(phone.app, sessionId).times
  assert.deepEqual([startedAt, completedAt], [times.startedAt, iso(Date.parse(times.startedAt) + 30 * MINUTE_MS)])
})

test('L3: a clock that is corrected after the last set: the workout keeps its length and ends now', async () => {
  const phone = await coldStart(YEAR_MS)
  const { app } = phone
  const { session } = app
  session.getState().startSession(newSession())
  phone.pass(20 * MINUTE_MS)
  session.getState().completeSet(session.getState().plannedSets[0]!.id, heavy(5))
  phone.setOff(0)
  phone.hear()
  const startedAt = iso(phone.trueMs() - 20 * MINUTE_MS)
  assert.equal(session.getState().elapsedMs(), 20 * MINUTE_MS)
  const times = session.getState().timesToFinish()
  assert.deepEqual([times?.startedAt, times?.completedAt], [startedAt, iso(phone.trueMs())])
})

test('L3: the times of a workout of a wrong clock are corrected in the request, and the order stays', async () => {
  const phone = await coldStart(YEAR_MS)
  const { app } = phone
  const { sessionId, times } = await lift(phone)
  phone.setOff(0)
  const before = sent(app, sessionId).stamps
  const { startedAt, completedAt } = times
  app.session.getState().finish(undefined, { startedAt, completedAt })
  const after = sent(app, sessionId)
  assert.deepEqual([after.times.startedAt, after.times.completedAt], [startedAt, completedAt])
  assert.ok(after.stamps.at(-1)! > before.at(-1)!)
  assert.equal(viewsOf(app.engine).current().all.get(sessionId)?.completedAt, completedAt)
})
