import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { restoreLog } from '../sync/engine/decisions.ts'
import { skipSession } from '../sync/engine/finishSession.ts'
import { todayOf } from '../sync/views/followToday.ts'
import { historyOf } from '../sync/history/followHistory.ts'
import { viewsOf } from '../sync/views/sessionViews.ts'
import { drained, heavy, relaunch, training, type App } from './app.ts'
import { until } from './device.ts'
import { tooMany, type Server } from './server.ts'

type Gym = { on: Server; app: App; first: string; second: string }

/** The facts of every screen in one line: the stage and sync of the session, the week, the history, and each set's mark. */
function told({ on, app, first, second }: Gym): string {
  const { id, scheduledOn } = on.session
  const view = viewsOf(app.engine).current().all.get(id)!
  const { week } = todayOf(app.engine)(scheduledOn)
  const day = week.find((one) => one.day === scheduledOn)!.state
  const entry = historyOf(app.engine)
    .current()
    .entries.find(({ session }) => session.id === id)
  const marks = [first, second].map((setId) => app.sync.getState().markOf(id, setId))
  return [view.stage, view.sync, `week ${day}`, `history ${entry?.session.sync ?? 'no'}`, ...marks].join(', ')
}

const state = (app: App) => app.sync.getState()
const log = (app: App, setId: string, reps = 5): void => app.session.getState().completeSet(setId, heavy(reps))
const send = async ({ app }: Gym): Promise<void> => {
  state(app).syncNow()
  await drained(app)
}
/** From now on the server rejects operations, and names these fields. */
const rejecting = (on: Server, ...pointers: string[]): void => {
  on.weather = 'refuses'
  on.errors = pointers.map(tooMany)
}
const rejected = async (gym: Gym): Promise<string> => {
  state(gym.app).syncNow()
  await until(() => state(gym.app).attention.length > 0, 'it is rejected')
  return state(gym.app).attention.at(-1)!.operation.id
}
const finish = ({ app }: Gym): void => app.session.getState().finish()
type Row = [name: string, play: (gym: Gym) => unknown, told: string]

/** Two sets, one of them with a number that only this device has, and then what the row describes. */
async function check(rows: readonly Row[], before: (gym: Gym) => unknown): Promise<void> {
  for (const [name, play, expected] of rows) {
    const gym = await training('fine')
    // A screen reads at every change: a remembered value must not replace the current one.
    viewsOf(gym.app.engine).subscribe(() => void told(gym))
    await before(gym)
    await play(gym)
    assert.equal(told(gym), expected, name)
    if (gym.on.weather === 'fine') continue
    // None of it may be in memory only.
    gym.app.engine.leave()
    const after = await relaunch(gym.app, gym.on)
    await after.engine.pull().catch(() => undefined)
    assert.equal(told({ ...gym, app: after }), expected, `${name}, after a restart`)
  }
}

const inRow =
  (...steps: ((gym: Gym) => unknown)[]) =>
  async (gym: Gym) => {
    for (const step of steps) await step(gym)
  }
const weather =
  (is: Server['weather']) =>
  ({ on }: Gym): void =>
    void (on.weather = is)
const away = weather('offline')
const unheard = ({ app }: Gym): Promise<void> => until(() => state(app).lastSilence !== null, 'nobody answered')
const discard = async (gym: Gym): Promise<void> => state(gym.app).discard(await rejected(gym))
const keep = async (gym: Gym): Promise<void> => {
  await rejected(gym)
  state(gym.app).keepHere(gym.on.session.id)
}
const retry = async (gym: Gym): Promise<void> => {
  const id = await rejected(gym)
  gym.on.weather = 'offline'
  state(gym.app).retry(id)
}
const restoreChange = async (gym: Gym): Promise<void> => {
  const id = await rejected(gym)
  state(gym.app).discard(id)
  gym.on.weather = 'offline'
  state(gym.app).restore(id)
}

/** Both sets are on the server first. */
const bothSent = inRow((gym) => {
  log(gym.app, gym.first)
  log(gym.app, gym.second)
}, send)
const firstNamed = ({ on }: Gym): void => rejecting(on, '/actualSets/0/reps')
const noneNamed = ({ on }: Gym): void => rejecting(on, '/notes')

test('a finish, in every state: every screen shows the same, and ! is only where the rejection names a set', async () => {
  await check(
    [
      ['waits', inRow(away, finish), 'finished, waiting, week done, history waiting, device, device'],
      ['is on its way', inRow(({ app }) => app.device.hang(), finish), 'finished, waiting, week done, history waiting, device, device'],
      ['applied', inRow(finish, send), 'finished, server, week done, history server, server, server'],
      ['rejected for one set', inRow(firstNamed, finish, rejected), 'notFinished, attention, week going, history no, attention, server'],
      ['rejected for its notes', inRow(noneNamed, finish, rejected), 'notFinished, attention, week going, history no, server, server'],
      [
        'rejected, for a set of two that were never sent alone',
        inRow(
          weather('offline'),
          ({ app, first, second }) => {
            log(app, first, 7)
            log(app, second, 8)
          },
          firstNamed,
          finish,
          rejected,
        ),
        'notFinished, attention, week going, history no, attention, device',
      ],
      [
        'rejected, and the set was corrected since',
        inRow(firstNamed, finish, rejected, weather('fine'), ({ app, first }) => app.session.getState().updateSet(first, heavy(4)), send),
        'notFinished, attention, week going, history no, server, server',
      ],
      ['tried again', inRow(firstNamed, finish, retry), 'finished, waiting, week done, history waiting, device, device'],
      ['discarded', inRow(firstNamed, finish, discard), 'going, server, week going, history no, server, server'],
      ['discarded and restored', inRow(firstNamed, finish, restoreChange), 'finished, waiting, week done, history waiting, device, device'],
      ['kept here', inRow(firstNamed, finish, keep), 'finished, here, week done, history here, server, server'],
      [
        'taken back before it went',
        inRow(weather('offline'), finish, ({ on, app }) => app.session.getState().reopen(on.session.id)),
        'going, waiting, week going, history no, device, device',
      ],
      [
        'taken back before it went, and rejected',
        inRow(weather('offline'), finish, ({ on, app }) => app.session.getState().reopen(on.session.id), unheard, firstNamed, rejected),
        'going, attention, week going, history no, attention, server',
      ],
      [
        'replaced by another finish',
        inRow(away, finish, ({ on, app }) => app.session.getState().reopen(on.session.id), finish),
        'finished, waiting, week done, history waiting, device, device',
      ],
      [
        'rejected, and finished again',
        inRow(firstNamed, finish, rejected, weather('offline'), finish),
        'finished, waiting, week done, history waiting, device, device',
      ],
    ],
    bothSent,
  )
})

test('a finish of sets that were never sent alone: discarded, they are still on this device', async () => {
  await check(
    [
      ['discarded', inRow(firstNamed, finish, discard), 'going, server, week going, history no, device, device'],
      ['kept here', inRow(firstNamed, finish, keep), 'finished, here, week done, history here, device, device'],
    ],
    inRow(
      weather('offline'),
      ({ app, first, second }) => {
        log(app, first)
        log(app, second)
      },
      unheard,
    ),
  )
})

test('a finish that is edited: the server’s counts, in every state of the edit', async () => {
  const edited = inRow(bothSent, finish, send, ({ app, first }) => app.session.getState().updateSet(first, heavy(4)), send)
  await check(
    [
      ['waits', inRow(away, finish), 'finished, waiting, week done, history waiting, device, device'],
      ['rejected for one set', inRow(firstNamed, finish, rejected), 'finished, attention, week done, history attention, attention, server'],
      ['rejected for its notes', inRow(noneNamed, finish, rejected), 'finished, attention, week done, history attention, server, server'],
      ['discarded', inRow(firstNamed, finish, discard), 'finished, server, week done, history server, server, server'],
      ['kept here', inRow(firstNamed, finish, keep), 'finished, here, week done, history here, server, server'],
      [
        'one set of it rejected',
        inRow(
          ({ on }) => rejecting(on, '/reps'),
          ({ app, first }) => log(app, first, 9),
          rejected,
        ),
        'finished, attention, week done, history attention, attention, server',
      ],
    ],
    edited,
  )
})

test('a set, in every state: only its own mark and the sync of the session change', async () => {
  const setOf = (gym: Gym): void => log(gym.app, gym.first)
  const reps = ({ on }: Gym): void => rejecting(on, '/reps')
  await check(
    [
      ['waits', inRow(away, setOf), 'going, waiting, week going, history no, device, server'],
      ['applied', inRow(setOf, send), 'going, server, week going, history no, server, server'],
      ['rejected', inRow(reps, setOf, rejected), 'going, attention, week going, history no, attention, server'],
      [
        'rejected without a field',
        inRow(({ on }) => rejecting(on), setOf, rejected),
        'going, attention, week going, history no, attention, server',
      ],
      ['tried again', inRow(reps, setOf, retry), 'going, waiting, week going, history no, device, server'],
      ['discarded', inRow(reps, setOf, discard), 'going, server, week going, history no, device, server'],
      ['kept here', inRow(reps, setOf, keep), 'going, here, week going, history no, device, server'],
      [
        'taken back, and that is rejected',
        inRow(reps, ({ app, second }) => app.session.getState().uncompleteSet(second), rejected),
        'going, attention, week going, history no, none, none',
      ],
      [
        'both rejected, each for itself',
        inRow(
          reps,
          setOf,
          ({ app, second }) => log(app, second, 9),
          rejected,
          ({ app }) => until(() => state(app).attention.length === 2, 'both are rejected'),
        ),
        'going, attention, week going, history no, attention, attention',
      ],
      [
        'rejected, then the finish for another set',
        inRow(
          reps,
          setOf,
          rejected,
          ({ on }) => rejecting(on, '/actualSets/1/reps'),
          finish,
          ({ app }) => until(() => state(app).attention.some(({ operation }) => operation.carriesLane), 'the finish is rejected'),
        ),
        'notFinished, attention, week going, history no, device, attention',
      ],
    ],
    inRow(({ app, second }) => log(app, second), send),
  )
})

test('a skip, in every state: skipped on every screen, or on none', async () => {
  const skipIt = ({ on, app }: Gym): void => skipSession(app.engine, on.session.id, 'Tired', () => undefined)
  const no = ({ on }: Gym): void => rejecting(on)
  await check(
    [
      ['waits', inRow(away, skipIt), 'skipped, waiting, week skipped, history waiting, none, none'],
      ['applied', inRow(skipIt, send), 'skipped, server, week skipped, history server, none, none'],
      ['rejected', inRow(no, skipIt, rejected), 'notSkipped, attention, week going, history no, none, none'],
      ['tried again', inRow(no, skipIt, retry), 'skipped, waiting, week skipped, history waiting, none, none'],
      ['discarded', inRow(no, skipIt, discard), 'going, server, week going, history no, none, none'],
      ['kept here', inRow(no, skipIt, keep), 'skipped, here, week skipped, history here, none, none'],
    ],
    () => undefined,
  )
})

test('a restored revision, in every state: it counts on every screen, or on none', async () => {
  const revisionId = randomUUID()
  const at = '2026-01-01T18:05:00.000Z'
  const before = inRow(bothSent, finish, send, ({ on, app, first }) => {
    const actualSets = [{ ...on.session.actualSets.find(({ id }) => id === first)!, reps: 2, logged_at: at }]
    const payload = { startedAt: at, completedAt: at, planVersion: 1, sessionRpe: 7, notes: '', actualSets, logged_at: at }
    on.revisions = [{ kind: 'completion', revisionId, reason: 'a newer log stands', logged_at: at, keptAt: at, payload }]
    app.session.getState().reset()
  })
  const useIt = ({ on, app }: Gym): void => {
    const [revision] = on.revisions
    if (revision?.kind === 'completion') restoreLog(app.engine, app.view(on.session.id), revision)
  }
  const no = ({ on }: Gym): void => rejecting(on)
  const sets = ({ on, app }: Gym) => [
    app.view(on.session.id).actualSets.map(({ reps }) => reps),
    Object.values(app.engine.logs.current().logs[on.session.id]!.actualSets).map(({ reps }) => reps),
  ]
  await check(
    [
      ['waits', inRow(away, useIt), 'finished, waiting, week done, history waiting, device, none'],
      ['applied', inRow(useIt, send), 'finished, server, week done, history server, server, none'],
      ['rejected', inRow(no, useIt, rejected), 'finished, attention, week done, history attention, device, none'],
      ['tried again', inRow(no, useIt, retry), 'finished, waiting, week done, history waiting, device, none'],
      [
        'discarded',
        inRow(no, useIt, discard, (gym) =>
          assert.deepEqual(
            sets(gym),
            [
              [5, 5],
              [5, 5],
            ],
            'the log is the one that counts',
          ),
        ),
        'finished, server, week done, history server, server, server',
      ],
      [
        'kept here',
        inRow(no, useIt, keep, (gym) => assert.deepEqual(sets(gym), [[2], [2]], 'the version stays')),
        'finished, here, week done, history here, device, none',
      ],
    ],
    before,
  )
})
