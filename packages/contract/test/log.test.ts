import assert from 'node:assert/strict'
import { test } from 'node:test'
import { saysTheSame, type ActualSet, type Log } from '../src/index.ts'

const set = (id: string, setOrder: number): ActualSet => ({
  id,
  exerciseId: 'squat',
  exerciseName: 'Squat',
  plannedSetId: id,
  setType: 'working',
  setOrder,
  weight: { value: 100, unit: 'kg' },
  reps: 5,
  rpe: 8,
  completedAt: '2026-11-22T18:10:00.000Z',
  logged_at: '2026-11-22T18:10:00.000Z',
})

const log: Log = {
  startedAt: '2026-11-22T18:00:00.000Z',
  completedAt: '2026-11-22T19:00:00.000Z',
  planVersion: 1,
  sessionRpe: 7.5,
  notes: 'Belt on the last set.',
  actualSets: [set('a', 0), set('b', 1)],
  logged_at: '2026-11-22T19:00:00.000Z',
}
const withSet = (change: Partial<ActualSet>): Log => ({ ...log, actualSets: [set('a', 0), { ...set('b', 1), ...change }] })

test('two logs that differ in one value of the lifter, even in effort alone, are different', () => {
  const { exerciseName: _name, ...unnamed } = set('b', 1)
  const others: Readonly<Record<string, Log>> = {
    start: { ...log, startedAt: '2026-11-22T18:01:00.000Z' },
    end: { ...log, completedAt: '2026-11-22T19:01:00.000Z' },
    'effort of the session': { ...log, sessionRpe: 8 },
    'no effort of the session': { ...log, sessionRpe: null },
    notes: { ...log, notes: '' },
    'a set less': { ...log, actualSets: [set('a', 0)] },
    'another set': withSet({ id: 'c' }),
    exercise: withSet({ exerciseId: 'press' }),
    'name of the exercise': withSet({ exerciseName: 'Front squat' }),
    'no name of the exercise': { ...log, actualSets: [set('a', 0), unnamed] },
    'of no plan': withSet({ plannedSetId: null }),
    kind: withSet({ setType: 'failure' }),
    order: withSet({ setOrder: 2 }),
    weight: withSet({ weight: { value: 100.5, unit: 'kg' } }),
    unit: withSet({ weight: { value: 100, unit: 'lb' } }),
    'no weight': withSet({ weight: null }),
    reps: withSet({ reps: 6 }),
    'no reps': withSet({ reps: null }),
    effort: withSet({ rpe: 8.5 }),
    'no effort': withSet({ rpe: null }),
    'when it was lifted': withSet({ completedAt: '2026-11-22T18:11:00.000Z' }),
  }
  for (const [what, other] of Object.entries(others)) {
    assert.equal(saysTheSame(log, other), false, what)
    assert.equal(saysTheSame(other, log), false, what)
  }
})

test('the time of logging, the plan, the order of the list and the notation of a moment make no difference', () => {
  const written = { startedAt: '2026-11-22T19:00:00+01:00', planVersion: 2, logged_at: '2026-11-23T08:00:00.000Z' }
  const logged = (one: ActualSet) => ({ ...one, logged_at: '2026-11-23T08:00:00.000Z' })
  assert.ok(saysTheSame(log, { ...log, ...written, actualSets: [...log.actualSets].reverse().map(logged) }))
})

/** The same workout from a file of another app, read in a zone that many hours away. */
function ofFile(hours: number, ids = ['00000000-0000-5000-8000-000000000001', '00000000-0000-5000-8000-000000000002']): Log {
  const at = (ms: number) => new Date(ms + hours * 3_600_000).toISOString()
  const [startedAt, completedAt] = [at(Date.parse(log.startedAt)), at(Date.parse(log.completedAt))]
  const actualSets = ids.map((id, order) => ({ ...set(id, order), plannedSetId: null, completedAt }))
  return { ...log, startedAt, completedAt, actualSets }
}

test('a file read in two zones, up to 26 hours apart, gives the same log; not so if one set is not from the file, or without sets', () => {
  const hours = [-26.25, -26, -0.25, 0, 5.75, 0.1, 26, 26.25]
  assert.deepEqual(
    hours.map((apart) => saysTheSame(ofFile(apart), ofFile(0))),
    [false, true, true, true, true, false, true, false],
  )
  const partly = (apart: number) => ofFile(apart, ['00000000-0000-5000-8000-000000000001', '00000000-0000-4000-8000-000000000002'])
  assert.deepEqual([saysTheSame(partly(1), partly(0)), saysTheSame(partly(0), partly(0))], [false, true])
  assert.equal(saysTheSame(ofFile(1, []), ofFile(0, [])), false)
  const [moved] = ofFile(1).actualSets
  assert.equal(saysTheSame({ ...ofFile(1), actualSets: [moved!] }, ofFile(0)), false, 'a set is missing')
})

test('a field that a later version adds to a set is compared; null is the same as a missing field', () => {
  const later = (value: unknown): Log => withSet({ tempo: value } as Partial<ActualSet>)
  assert.equal(saysTheSame(later('3-1-1'), log), false)
  assert.equal(saysTheSame(later('3-1-1'), later('3-0-1')), false)
  for (const none of [null, undefined]) assert.equal(saysTheSame(later(none), log), true, String(none))
  const { tempo, ...others } = later('3-1-1').actualSets[1] as ActualSet & { tempo: string }
  assert.equal(
    saysTheSame(later('3-1-1'), { ...log, actualSets: [set('a', 0), { tempo, ...others } as ActualSet] }),
    true,
    'in another order',
  )
})
