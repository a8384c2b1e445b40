import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { ActualSet, PlannedExercise, Session, SetType } from '@holdfast/contract'
import { previousSets, type Lifted } from '../sync/previousSets.ts'
import { followPreviousSets } from '../sync/usePreviousSets.ts'
import { drained, heavy, training } from './app.ts'
import { newSession } from './server.ts'

const SQUAT = randomUUID()

/** One place of a workout: its sets as kind and kilograms. */
type Place = readonly (readonly [SetType, number])[]

const planned = (place: Place, order: number): PlannedExercise => ({
  id: randomUUID(),
  exerciseId: SQUAT,
  name: 'Squat',
  order,
  restSeconds: null,
  notes: '',
  sets: place.map(([setType]) => ({ id: randomUUID(), setType, isAmrap: false, reps: 5, weight: null, targetRpe: null })),
})

/** A finished workout of squats, at 18:00 of a day unless it says a time. */
function done(day: string, places: readonly Place[], at = `${day}T18:00:00.000Z`): Session {
  const plan = places.map(planned)
  const actualSets = plan.flatMap(({ sets }, place) =>
    sets.map(({ id, setType }, index): ActualSet => ({
      id,
      exerciseId: SQUAT,
      plannedSetId: id,
      setType,
      setOrder: place * 10 + index,
      weight: { value: places[place]![index]![1], unit: 'kg' },
      reps: 5,
      rpe: null,
      completedAt: at,
      logged_at: at,
    })),
  )
  const end = { startedAt: at, completedAt: at, logged_at: at }
  return { ...newSession(), scheduledOn: day, status: 'completed', plan, actualSets, ...end }
}

/** The kilograms that stand as last time in each place, for sets of these kinds. */
function lastTime(
  sessions: readonly Session[],
  places: readonly (readonly SetType[])[],
  sessionId: string = randomUUID(),
): (number | null)[][] {
  const exercises = places.map((kinds): Lifted => {
    const sets = kinds.map((setType) => ({ setId: randomUUID(), setType }))
    const isWarmup = ({ setType }: { setType: SetType }) => setType === 'warmup'
    return { exerciseId: SQUAT, warmups: sets.filter(isWarmup), sets: sets.filter((set) => !isWarmup(set)) }
  })
  const previous = previousSets(sessions, sessionId, exercises)
  return exercises.map(({ warmups, sets }) => [...warmups, ...sets].map(({ setId }) => previous[setId]?.weight?.value ?? null))
}

const working = (...kg: number[]): Place => kg.map((value) => ['working', value] as const)

test('an exercise that stands twice is compared place by place', () => {
  const week = done('2026-11-02', [working(140), working(102.5, 105)])
  assert.deepEqual(lastTime([week], [['working'], ['working', 'working']]), [[140], [102.5, 105]])
  assert.deepEqual(
    lastTime(
      [week],
      [
        ['working', 'working'],
        ['working', 'working', 'working'],
      ],
    ),
    [
      [140, null],
      [102.5, 105, null],
    ],
  )
  const onlySecond = done('2026-11-09', [working(150), working(110)])
  const skippedFirst = { ...onlySecond, actualSets: onlySecond.actualSets.slice(1) }
  assert.deepEqual(lastTime([week, skippedFirst], [['working'], ['working']]), [[140], [110]], 'each place asks for its own last time')
})

test('where it stood in another number of places then, its sets are counted through', () => {
  const once = done('2026-11-02', [working(140, 102.5, 105)])
  assert.deepEqual(lastTime([once], [['working'], ['working', 'working']]), [[140], [102.5, 105]])
  const imported = { ...done('2026-11-02', [working(140, 102.5)]), plan: [] }
  assert.deepEqual(lastTime([imported], [['working'], ['working']]), [[140], [102.5]])
  const twice = done('2026-11-02', [working(140), working(102.5, 105)])
  assert.deepEqual(lastTime([twice], [['working', 'working', 'working']]), [[140, 102.5, 105]])
})

test('each kind of set is compared with the last workout that had one of it', () => {
  const weekAgo = done('2026-11-02', [working(100, 102.5)])
  const yesterday = done('2026-11-08', [[['warmup', 60]]])
  assert.deepEqual(lastTime([weekAgo, yesterday], [['warmup', 'working', 'working']]), [[60, 100, 102.5]])
  assert.deepEqual(lastTime([weekAgo], [['working', 'failure']]), [[100, 102.5]], 'failure now, working then')
  const toFailure = done('2026-11-09', [[['failure', 110]]])
  assert.deepEqual(lastTime([weekAgo, toFailure], [['working']]), [[110]], 'working now, failure then')
  assert.deepEqual(lastTime([weekAgo], [['drop']]), [[null]], 'a drop set is not as heavy')
})

test('no workout that began after the one on screen counts', () => {
  const [first, second, last] = [done('2026-01-03', [working(80)]), done('2026-01-10', [working(82.5)]), done('2026-11-20', [working(140)])]
  const sessions = [last!, second!, first!]
  assert.deepEqual(lastTime(sessions, [['working']], second!.id), [[80]])
  assert.deepEqual(lastTime(sessions, [['working']], first!.id), [[null]])
  assert.deepEqual(lastTime(sessions, [['working']]), [[140]], 'one that is not over is the latest')
  const morning = done('2026-11-20', [working(60)], '2026-11-20T06:00:00.000Z')
  assert.deepEqual(lastTime([...sessions, morning], [['working']], morning.id), [[82.5]], 'on one day too')
})

test('last time is what was lifted last, also before it is sent', async () => {
  const { on, app, first } = await training('offline')
  const [{ exerciseId }] = on.session.plan as [PlannedExercise]
  const setId = randomUUID()
  const lifted: Lifted = { exerciseId, warmups: [], sets: [{ setId, setType: 'working' }] }
  const { current } = followPreviousSets(app.engine, randomUUID(), [lifted])
  assert.equal(current()[setId], undefined)
  app.session.getState().completeSet(first, heavy(5))
  assert.equal(current()[setId], undefined, 'not before the workout is over')
  app.session.getState().finish()
  assert.equal(current()[setId]?.weight?.value, 102.5)
  const before = current()
  on.weather = 'fine'
  app.engine.outbox.drain()
  await drained(app)
  assert.deepEqual(current(), before)
})
