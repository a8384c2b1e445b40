import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { ActualSet, PlannedExercise, Session, SetType } from '@holdfast/contract'
import { previousSets, type Lifted } from '../sync/session/previousSets.ts'
import { followPreviousSets } from '../sync/history/usePreviousSets.ts'
import { drained, heavy, training } from './app.ts'
import { newSession } from './server.ts'

const SQUAT = randomUUID()

/** The sets of one place of a workout, as kind and kilograms. */
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

/** A finished workout of squats, at 18:00 of a day unless a time is given. */
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

/** The kilograms of the previous sets in each place, for sets of these kinds. */
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

test('an exercise with two places is compared place by place', () => {
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

test('an exercise that had another number of places then is compared by counting its sets through all places', () => {
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

test('workouts that began after the one on screen do not count', () => {
  const [first, second, last] = [done('2026-01-03', [working(80)]), done('2026-01-10', [working(82.5)]), done('2026-11-20', [working(140)])]
  const sessions = [last!, second!, first!]
  assert.deepEqual(lastTime(sessions, [['working']], second!.id), [[80]])
  assert.deepEqual(lastTime(sessions, [['working']], first!.id), [[null]])
  assert.deepEqual(lastTime(sessions, [['working']]), [[140]], 'one that is not over is the latest')
  const morning = done('2026-11-20', [working(60)], '2026-11-20T06:00:00.000Z')
  assert.deepEqual(lastTime([...sessions, morning], [['working']], morning.id), [[82.5]], 'on one day too')
})

/** Every order of these sessions. */
function inAnyOrder<T>(sessions: readonly T[]): T[][] {
  if (sessions.length < 2) return [[...sessions]]
  return sessions.flatMap((one, at) => inAnyOrder(sessions.toSpliced(at, 1)).map((rest) => [one, ...rest]))
}

test('of workouts on three dates the latest counts, in any order of the list, and across months and years', () => {
  const three = [done('2025-12-30', [working(80)]), done('2026-02-09', [working(90)]), done('2026-01-10', [working(85)])]
  for (const sessions of inAnyOrder(three)) {
    assert.deepEqual(lastTime(sessions, [['working']]), [[90]])
    assert.deepEqual(lastTime(sessions, [['working']], three[1]!.id), [[85]], 'seen from the latest')
    assert.deepEqual(lastTime(sessions, [['working']], three[2]!.id), [[80]], 'seen from the one between')
  }
})

test('of several workouts of one day the one begun last counts; if they began at once, the one on screen is compared with none', () => {
  const [morning, noon, evening] = ['06', '12', '19'].map((hour, at) =>
    done('2026-11-20', [working(60 + at)], `2026-11-20T${hour}:00:00.000Z`),
  )
  for (const sessions of inAnyOrder([morning!, noon!, evening!])) {
    assert.deepEqual(lastTime(sessions, [['working']]), [[62]])
    assert.deepEqual(lastTime(sessions, [['working']], evening!.id), [[61]])
  }
  const twin = done('2026-11-20', [working(99)], morning!.startedAt!)
  assert.deepEqual(lastTime([morning!, twin], [['working']], morning!.id), [[null]])
})

test('only finished workouts with the exercise count: none that was skipped, is in progress or held other exercises', () => {
  const counts = done('2026-11-02', [working(100)])
  const other = done('2026-11-12', [working(300)])
  const ofPress = {
    plan: other.plan.map((one) => ({ ...one, exerciseId: 'press' })),
    actualSets: other.actualSets.map((set) => ({ ...set, exerciseId: 'press' })),
  }
  const later: Session[] = [
    { ...done('2026-11-09', [working(150)]), status: 'skipped' },
    { ...done('2026-11-10', [working(160)]), status: 'in_progress', completedAt: null },
    { ...done('2026-11-11', [working(170)]), status: 'planned' },
    { ...other, ...ofPress },
    { ...done('2026-11-13', [working(180)]), actualSets: [] },
  ]
  for (const sessions of [
    [counts, ...later],
    [...later, counts],
  ])
    assert.deepEqual(lastTime(sessions, [['working']]), [[100]])
})

test('sets and places are compared by their order, not by their position in the list, and sets of other exercises do not count', () => {
  const week = done('2026-11-02', [working(140), working(100, 105)])
  const press = {
    ...week.actualSets[0]!,
    id: randomUUID(),
    exerciseId: 'press',
    plannedSetId: null,
    weight: { value: 50, unit: 'kg' as const },
  }
  const unordered = { ...week, plan: [...week.plan].reverse(), actualSets: [press, ...week.actualSets].reverse() }
  assert.deepEqual(lastTime([unordered], [['working'], ['working', 'working', 'working']]), [[140], [100, 105, null]])
})

test('warm-ups and working sets are counted apart: in one place, and through several when there were fewer places then', () => {
  const place: Place = [
    ['warmup', 60],
    ['working', 100],
    ['warmup', 70],
    ['working', 105],
  ]
  const once = done('2026-11-02', [place])
  assert.deepEqual(lastTime([once], [['warmup', 'warmup', 'working', 'working', 'working']]), [[60, 70, 100, 105, null]])
  assert.deepEqual(
    lastTime(
      [once],
      [
        ['warmup', 'working'],
        ['warmup', 'working'],
      ],
    ),
    [
      [60, 100],
      [70, 105],
    ],
  )
})

test('a place where another exercise was lifted does not count, and one it was swapped into does', () => {
  const week = done('2026-11-02', [working(140), working(100)])
  const away = { ...week, actualSets: week.actualSets.map((set, at) => (at === 0 ? { ...set, exerciseId: 'press' } : set)) }
  assert.deepEqual(lastTime([away], [['working'], ['working']]), [[null], [100]], 'the plan names the place all the same')
  const swappedIn = { ...week, plan: week.plan.map((one, at) => (at === 1 ? { ...one, exerciseId: 'press' } : one)) }
  const beside = { ...week, plan: [{ ...planned(working(50), -1), exerciseId: 'press' }, ...week.plan] }
  const asked: SetType[][] = [['working', 'working'], ['working']]
  for (const then of [swappedIn, beside]) assert.deepEqual(lastTime([then], asked), [[140, null], [100]])
})

test('of two overlapping workouts the one begun later is the later one, whichever ended first', () => {
  const long = { ...done('2026-11-20', [working(100)], '2026-11-20T08:00:00.000Z'), completedAt: '2026-11-20T23:00:00.000Z' }
  const short = done('2026-11-20', [working(60)], '2026-11-20T12:00:00.000Z')
  assert.deepEqual(lastTime([long, short], [['working']]), [[60]])
})

test('a workout without a start counts from its end, and one without either from its day', () => {
  const known = done('2026-11-10', [working(100)])
  const ended: Session = { ...done('2026-11-01', [working(110)]), startedAt: null, completedAt: '2026-11-11T08:00:00.000Z' }
  const dated: Session = { ...done('2026-11-12', [working(120)]), startedAt: null, completedAt: null }
  assert.deepEqual(lastTime([ended, known], [['working']]), [[110]])
  assert.deepEqual(lastTime([ended, dated, known], [['working']]), [[120]])
  assert.deepEqual(lastTime([ended, dated, known], [['working']], dated.id), [[110]])
})

test('the last time is what was lifted last, even before it is sent', async () => {
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
