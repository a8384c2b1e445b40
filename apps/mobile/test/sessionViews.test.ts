import assert from 'node:assert/strict'
import { test } from 'node:test'
import { todaysSession, type Session } from '@holdfast/contract'
import { chanceFrom } from '@holdfast/tools/chance'
import { discardChange } from '../sync/engine/decisions.ts'
import { knownOf } from '../sync/engine/known.ts'
import { finishSession, skipSession, takeSkipBack } from '../sync/engine/finishSession.ts'
import { todayOf } from '../sync/views/followToday.ts'
import { exerciseHistory } from '../sync/history/exerciseHistory.ts'
import { historyOf } from '../sync/history/followHistory.ts'
import { overlay, type SessionView } from '../sync/session/overlay.ts'
import { programmeKey, type Programme } from '../sync/server/programme.ts'
import { isNothing, viewsOf } from '../sync/views/sessionViews.ts'
import { weekOf } from '../sync/session/week.ts'
import { drained, heavy, relaunch, training, type App } from './app.ts'
import { quiet, until } from './device.ts'
import { newSession } from './server.ts'

const ON = '2026-11-25'

/** The server sends these sessions too. */
function told(app: App, sessions: readonly Session[]): void {
  const { engine } = app
  const more = Object.fromEntries(sessions.map((session) => [session.id, session]))
  engine.queries.setQueryData<Programme>(programmeKey(engine.account.id), (programme) => ({
    ...programme!,
    sessions: { ...programme!.sessions, ...more },
  }))
}

const session = (day: string, change: Partial<Session> = {}): Session => ({ ...newSession(), scheduledOn: day, ...change })
const done = (day: string): Session => {
  const at = `${day}T18:00:00.000Z`
  return session(day, { status: 'completed', startedAt: at, completedAt: at, logged_at: at })
}

/** Counts the sessions whose standing or view was computed since the last call. */
function countLooks({ engine }: App): () => { looks: number; sessions: number } {
  let lanes: string[] = []
  const { waitsIn } = engine.outbox
  engine.outbox.waitsIn = (lane) => (lanes.push(lane), waitsIn(lane))
  return () => {
    const counted = { looks: lanes.length, sessions: new Set(lanes).size }
    lanes = []
    return counted
  }
}

/** Only one session was read: for its view, and to add newer statements of the server to the log on screen. */
const ofItsOwn = ({ looks, sessions }: { looks: number; sessions: number }) => sessions === 1 && looks <= 4

test('a ✓ computes only its own session, with a thousand on the phone: for Today and for the history', async () => {
  const { on, app } = await training('offline')
  const past = Array.from({ length: 1_000 }, (_, n) => done(`2025-${String(1 + (n % 12)).padStart(2, '0')}-11`))
  const looks = countLooks(app)
  const shown = () => [todayOf(app.engine)(ON), historyOf(app.engine).current()] as const
  told(app, past.slice(0, 500))
  // The other half is imported on this phone.
  for (const own of past.slice(500)) app.engine.record({ kind: 'workoutImported', sessionId: own.id, session: own }, null)
  const [, history] = shown()
  assert.equal(history.entries.length, 1_000)
  assert.ok(looks().sessions >= 1_000, 'the counter counts')
  for (const { id } of app.session.getState().plannedSets) {
    app.session.getState().completeSet(id, heavy(5))
    const [{ today }, after] = shown()
    assert.equal(today?.actualSets.at(-1)?.id, id)
    assert.equal(after, history)
    assert.ok(ofItsOwn(looks()))
  }
  told(app, [{ ...on.session, version: on.session.version + 1 }])
  assert.equal(shown()[1], history, 'nor does the server’s word on it touch the history')
  assert.ok(ofItsOwn(looks()))
  finishSession(app.engine, on.session.id, () => undefined)
  assert.equal(shown()[1].entries.length, 1_001)
  assert.ok(ofItsOwn(looks()))
})

test('Today stays the same value until something in it changes', async () => {
  const { app } = await training('offline')
  const far = session('2027-01-11')
  told(app, [session('2026-12-01'), far])
  const today = () => todayOf(app.engine)(ON)
  const before = today()
  told(app, [{ ...far, title: 'Lower B' }])
  assert.equal(today(), before)
  assert.notEqual(todayOf(app.engine)('2026-12-01'), before)
})

/** Every view computed anew, without any remembered one. */
function fromNothing(app: App): Map<string, SessionView> {
  const sessions = app.programme()?.sessions ?? {}
  const { logs } = app.engine.logs.current()
  const ids = new Set([...Object.keys(sessions), ...Object.keys(logs)])
  const views = [...ids].map((id) => [id, overlay(sessions[id] ?? logs[id]!.session, knownOf(app.engine, id))] as const)
  return new Map(views.filter(([id, view]) => logs[id] !== undefined || !isNothing(view)))
}

test('after any events in any order, the remembered views equal newly computed ones, and so does Today', async () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const { on, app } = await training('offline')
    const { below, happens, next, pick } = chanceFrom(seed)
    const others = ['2026-11-23', '2026-11-25', '2026-11-27', '2026-12-02', '2026-10-01'].map((day) => session(day))
    told(app, [...others, done('2026-11-24'), done('2026-10-02')])
    const { engine } = app
    const act = async (): Promise<void> => {
      const state = app.session.getState()
      const any = pick([on.session, ...others])
      const open = state.plannedSets.find(({ id }) => !state.actualSets[id])
      switch (below(11)) {
        case 0:
          return state.startSession(any)
        case 1:
          return open && state.completeSet(open.id, heavy(5))
        case 2:
          return state.sessionId === null ? undefined : finishSession(engine, state.sessionId, () => undefined)
        case 3:
          return skipSession(engine, any.id, null, () => undefined)
        case 4:
          return void takeSkipBack(engine, any.id)
        case 5:
          return state.ended && state.sessionId !== null ? state.reopen(state.sessionId) : undefined
        case 6:
          return state.startUnplanned('Own', pick([ON, '2026-11-20']))
        case 7:
          return told(app, [{ ...any, title: `Title ${next()}`, scheduledOn: pick([any.scheduledOn, ON]), version: any.version + 1 }])
        case 8:
          return app.sync.getState().attention.forEach(({ operation: { id } }) => app.sync.getState().discard(id))
        case 9:
          return state.sessionId === null ? undefined : state.discard(state.sessionId)
        default:
          on.weather = pick(['fine', 'offline', 'refuses'])
          app.sync.getState().syncNow()
          return quiet()
      }
    }
    for (let step = 0; step < 120; step++) {
      await act()
      if (happens(0.4)) continue
      const { all, open, days } = viewsOf(engine).current()
      const wanted = fromNothing(app)
      assert.deepEqual([...all].sort(byId), [...wanted].sort(byId), `seed ${seed}, step ${step}`)
      assert.deepEqual([...open].sort(), [...wanted.values()].flatMap(({ id, status }) => (isOpen(status) ? [id] : [])).sort())
      assert.equal(
        [...days.values()].reduce((sum, { size }) => sum + size, 0),
        wanted.size,
      )
      const logs = engine.logs.current().logs
      const candidates = [...wanted.values()].filter(({ id }) => app.programme()!.sessions[id] !== undefined || logs[id]?.unplanned)
      const { today, next } = todaysSession(candidates, ON)
      const shown = todayOf(engine)(ON)
      assert.deepEqual([shown.today?.id, shown.next?.id, shown.week], [today?.id, next?.id, weekOf(candidates, ON)])
    }
  }
})

const byId = ([a]: [string, unknown], [b]: [string, unknown]): number => a.localeCompare(b)
const isOpen = (status: Session['status']): boolean => status === 'planned' || status === 'in_progress'

test('a finished workout that is corrected offline shows the new numbers at once: in its view, the history and the bests', async () => {
  const { on, app, first, second } = await training('fine')
  const state = () => app.session.getState()
  state().completeSet(first, { weight: { value: 1000, unit: 'kg' }, reps: 5, rpe: null })
  state().completeSet(second, heavy(3))
  state().finish()
  await drained(app)
  state().reset()
  on.weather = 'offline'
  const shown = () => viewsOf(app.engine).current().all.get(on.session.id)!
  state().startSession(shown())
  state().updateSet(first, heavy(5))
  const numbers = () => shown().actualSets.map(({ weight, reps }) => [weight?.value, reps])
  assert.deepEqual(
    [shown().status, shown().sync, numbers()],
    [
      'completed',
      'waiting',
      [
        [102.5, 5],
        [102.5, 3],
      ],
    ],
  )
  const history = historyOf(app.engine).current()
  assert.equal(exerciseHistory(history, on.session.plan[0]!.exerciseId).bests.heaviest?.set.weight?.value, 102.5)
  state().uncompleteSet(second)
  state().completeSet(on.session.plan[1]!.sets[0]!.id, heavy(8))
  assert.deepEqual(numbers(), [
    [102.5, 5],
    [102.5, 8],
  ])
  state().reset()
  const after = await relaunch(app, on)
  assert.deepEqual(
    viewsOf(after.engine)
      .current()
      .all.get(on.session.id)
      ?.actualSets.map(({ reps }) => reps),
    [5, 8],
  )
})

test('a workout with a set is on Today until it is over, even if the server no longer has its session', async () => {
  const { on, app, first } = await training('fine')
  const today = (of: App) => todayOf(of.engine)(on.session.scheduledOn).today
  const gone = (of: App) =>
    of.engine.takePage({ sessions: [], tombstones: [on.session.id], cursor: 9, more: false, serverTime: new Date().toISOString() }, 0)
  gone(app)
  assert.equal(today(app), null, 'a start alone is nothing to go on with')
  app.session.getState().completeSet(first, heavy(5))
  await drained(app)
  gone(app)
  assert.deepEqual([today(app)?.id, today(app)?.stage], [on.session.id, 'going'])
  app.session.getState().reset()
  on.weather = 'offline'
  const after = await relaunch(app, on)
  gone(after)
  assert.deepEqual([today(after)?.id, today(after)?.stage], [on.session.id, 'going'])
  after.session.getState().startSession(today(after)!)
  after.session.getState().finish()
  assert.deepEqual([today(after)?.stage, today(after)?.sync], ['finished', 'waiting'])
  Object.assign(on, { weather: 'refuses', code: 'session_not_found' })
  after.sync.getState().syncNow()
  await until(() => after.sync.getState().attention.length > 0, 'the finish is rejected')
  assert.equal(today(after)?.stage, 'notFinished')
  discardChange(after.engine, after.sync.getState().attention[0]!)
  assert.equal(today(after), null, 'the lifter gave it up')
})
