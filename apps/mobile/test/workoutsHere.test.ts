import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import type { ActualSet, Session } from '@holdfast/contract'
import { hereOf, type WorkoutHere } from '../sync/import/workoutsHere.ts'
import { newSession } from './server.ts'

const own = process.env['TZ']
afterEach(() => {
  if (own === undefined) delete process.env['TZ']
  else process.env['TZ'] = own
})

const zones = ['UTC', 'America/Los_Angeles', 'Asia/Tokyo', 'Pacific/Auckland', 'Asia/Kolkata']

/** A workout that was begun then, with sets of these kilograms × 5. */
function workout(startedAt: string | null, kilograms: readonly number[], change: Partial<Session> = {}): Session {
  const completedAt = startedAt ?? '2026-11-20T12:00:00.000Z'
  const actualSets = kilograms.map((value, setOrder): ActualSet => ({
    id: `set ${setOrder}`,
    exerciseId: 'squat',
    plannedSetId: null,
    setType: 'working',
    setOrder,
    weight: { value, unit: 'kg' },
    reps: 5,
    rpe: null,
    completedAt,
    logged_at: completedAt,
  }))
  return { ...newSession(), id: 'of the file', scheduledOn: '2026-11-20', startedAt, completedAt, actualSets, ...change }
}

/** The id of the workout here that is the same as this one, or null. */
function likeOf(session: Session, ...here: WorkoutHere[]): string | null {
  const byId = new Map(here.map((one) => [one.id, one]))
  return (
    hereOf(
      () => [...byId.keys(), 'of nothing'],
      (id) => byId.get(id) ?? null,
    ).like(session)?.id ?? null
  )
}

const iso = (clock: string): string => new Date(`2026-11-20T${clock}`).toISOString()

test('two workouts of one minute are the same if they share half of the sets of the shorter one, each counted once', () => {
  const here = workout(iso('18:07:30'), [100, 100, 105, 110], { id: 'here', title: 'renamed' })
  const likeWith = (kilograms: readonly number[]) => likeOf(workout(iso('18:07:59'), kilograms), here)
  assert.deepEqual(
    [
      [100, 100],
      [100, 60],
      [105, 60, 61],
      [100, 100, 60, 61],
      [100, 60, 61, 62],
    ].map(likeWith),
    ['here', 'here', null, 'here', null],
  )
  assert.deepEqual([[], [60], [100, 100, 100, 100, 100, 100]].map(likeWith), [null, null, 'here'])
  assert.equal(likeWith([105, 105, 105]), null, 'one set is one set')
  assert.equal(
    likeOf(workout(iso('18:07:00'), [100, 100, 60, 61]), workout(iso('18:07:00'), [100, 105, 110, 120], { id: 'here' })),
    null,
    'the first one too',
  )
  assert.equal(likeOf(workout(iso('18:08:00'), [100, 100, 105, 110]), here), null, 'a minute later')
  assert.equal(likeOf(workout(iso('18:07:00'), [100]), workout(null, [100], { id: 'here' })), null, 'nobody knows when it began')
})

test('loads are equal to the half kilogram: apps convert and round', () => {
  const likeWith = (value: number) => likeOf(workout(iso('18:07:00'), [value]), workout(iso('18:07:00'), [100], { id: 'here' }))
  assert.deepEqual([100.2, 99.8, 100.3, 99.7].map(likeWith), ['here', 'here', null, null])
})

test('in a file without times of day every workout begins at local midnight: that alone makes no two the same', () => {
  for (const zone of zones) {
    process.env['TZ'] = zone
    const likeAt = (clock: string) => likeOf(workout(iso(clock), [100, 105]), workout(iso(clock), [100, 110], { id: 'here' }))
    assert.deepEqual(
      ['00:00:00', '00:00:01', '00:30:00', '05:30:00', '13:00:00', '16:00:00'].map(likeAt),
      [null, ...Array<string>(5).fill('here')],
      zone,
    )
  }
})

test('two workouts of one day are the same if all their moments differ by the same zone, up to 26 hours by quarters, and nothing else differs', () => {
  const startMs = Date.parse('2026-11-20T12:00:00.000Z')
  const at = (hours: number, kilograms = [100]) => workout(new Date(startMs + hours * 3_600_000).toISOString(), kilograms, { id: 'here' })
  const likeAt = (hours: number) => likeOf({ ...at(0), id: 'of the file' }, at(hours))
  assert.deepEqual([26, -26, 5.75, 26.25, 0.1].map(likeAt), ['here', 'here', 'here', null, null])
  assert.equal(likeOf({ ...at(0), id: 'of the file' }, at(5, [105])), null)
  assert.equal(likeOf({ ...at(0), id: 'of the file' }, { ...at(5), scheduledOn: '2026-11-21' }), null)
})

test('of several workouts that are the same, the first one here counts', () => {
  const [first, second] = ['first', 'second'].map((id) => workout(iso('18:07:00'), [100], { id }))
  assert.equal(likeOf(workout(iso('18:07:00'), [100]), first!, second!), 'first')
})
