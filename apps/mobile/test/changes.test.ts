import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changesAfter, type Change } from '../sync/session/changes.ts'
import { event, setOf, type About } from './logParts.ts'

const none = { changes: [], actualSets: {}, swaps: {}, exerciseOrder: [] }
const unticked = (id: string): Change => ({ kind: 'setUnticked', setId: id, set: setOf(id) })
const removed = (id: string): Change => ({ kind: 'setRemoved', setId: id, set: null })
const swapped = (key: string, before: string | null): Change => ({
  kind: 'exerciseSwapped',
  key,
  before: before === null ? null : { exerciseId: before, name: before },
})
const swap = (key: string, to: string | null): About => ({
  kind: 'exerciseSwapped',
  key,
  exercise: to === null ? null : { exerciseId: to, name: to },
})
const offScreen = (key: string): Change => ({ kind: 'exerciseRemoved', key, setIds: ['s1'] })

/** What can be taken back after this event, where these changes could be before. */
const after = (changes: readonly Change[], about: About, more: Partial<Parameters<typeof changesAfter>[0]> = {}) =>
  changesAfter({ ...none, ...more, changes }, event(about))

test('a ✓ that went can be taken back with its numbers, until the set is logged again; a set without a ✓ has nothing to take back', () => {
  const gone: About = { kind: 'setUncompleted', setId: 's1' }
  assert.deepEqual(after([unticked('s2')], gone, { actualSets: { s1: setOf('s1') } }), [unticked('s2'), unticked('s1')])
  assert.deepEqual(after([unticked('s2')], gone), [unticked('s2')])
  const both = [unticked('s1'), removed('s1'), unticked('s2')]
  assert.deepEqual(after(both, { kind: 'setCompleted', set: setOf('s1') }), [removed('s1'), unticked('s2')])
})

test('an added set can be taken back', () => {
  const set = { id: 'x1', exerciseId: 'squat', setType: 'working' } as const
  assert.deepEqual(after([], { kind: 'setAdded', set }), [{ kind: 'setAdded', setId: 'x1' }])
})

test('a removed set can be restored with what was logged; what was done to it before cannot be taken back any more', () => {
  const before: Change[] = [{ kind: 'setAdded', setId: 's1' }, unticked('s1'), unticked('s2'), offScreen('s1')]
  const gone: About = { kind: 'setRemoved', setId: 's1' }
  const logged = { actualSets: { s1: setOf('s1') } }
  const others = [unticked('s2'), offScreen('s1')]
  assert.deepEqual(after(before, gone, logged), [...others, { kind: 'setRemoved', setId: 's1', set: setOf('s1') }])
  assert.deepEqual(after(before, gone), [...others, removed('s1')])
  assert.deepEqual(after(before, { ...gone, undoes: true } as About, logged), others, 'taking an adding back leaves nothing to take back')
})

test('a restored set, or exercise, cannot be restored again', () => {
  const changes = [removed('s1'), unticked('s1'), removed('s2'), offScreen('a'), offScreen('b')]
  assert.deepEqual(after(changes, { kind: 'setRestored', setId: 's1', set: null }), changes.slice(1))
  assert.deepEqual(after(changes, { kind: 'exerciseRestored', key: 'b', setIds: [] }), changes.slice(0, 4))
})

test('an added exercise can be taken back by its place; removed, it can be restored, unless the removing took the adding back', () => {
  const added = (key: string): Change => ({ kind: 'exerciseAdded', key })
  const exercise = { exerciseId: 'curl', name: 'Curl', restSeconds: null }
  assert.deepEqual(after([], { kind: 'exerciseAdded', exercise, sets: [] }), [added('curl')])
  assert.deepEqual(after([], { kind: 'exerciseAdded', exercise: { ...exercise, key: 'place' }, sets: [] }), [added('place')])
  const changes = [added('a'), swapped('a', null), added('b')]
  const gone: About = { kind: 'exerciseRemoved', key: 'a', setIds: ['s1'] }
  assert.deepEqual(after(changes, gone), [swapped('a', null), added('b'), offScreen('a')])
  assert.deepEqual(after(changes, { ...gone, undoes: true } as About), [swapped('a', null), added('b')])
})

test('a swap can be taken back to what stood there; a swap that goes back takes the last one of its place with it', () => {
  assert.deepEqual(after([], swap('a', 'curl')), [swapped('a', null)])
  const swaps = { a: { exerciseId: 'curl', name: 'curl' } }
  assert.deepEqual(after([], swap('a', 'dip'), { swaps }), [swapped('a', 'curl')])
  const changes = [swapped('a', null), swapped('a', 'curl'), swapped('b', 'row')]
  assert.deepEqual(after(changes, swap('a', 'curl'), { swaps }), [swapped('a', null), swapped('b', 'row')])
  assert.deepEqual(after(changes, swap('a', 'dip'), { swaps }), [...changes, swapped('a', 'curl')])
  assert.deepEqual(after([swapped('a', null)], swap('a', null)), [])
  assert.deepEqual(
    after([swapped('b', 'curl')], swap('a', 'curl')),
    [swapped('b', 'curl'), swapped('a', null)],
    'another place is another swap',
  )
})

test('a move can be taken back to the order before; an order that is back makes the moves since pointless', () => {
  const move = (...before: string[]): Change => ({ kind: 'exercisesOrdered', key: 'a', before })
  const ordered: About = { kind: 'exercisesOrdered', key: 'a', keys: ['b', 'a'] }
  assert.deepEqual(after([], ordered, { exerciseOrder: ['a', 'b'] }), [move('a', 'b')])
  const changes = [unticked('s1'), move(), move('b', 'a'), removed('s2')]
  assert.deepEqual(after(changes, { ...ordered, undoes: true } as About), [unticked('s1'), move(), removed('s2')])
})

test('what another device changed since cannot be undone over it', () => {
  const changes = [unticked('s1'), removed('s2'), { kind: 'setAdded', setId: 's1' } as const, unticked('p1'), offScreen('s1')]
  const taken: About = { kind: 'changesTaken', version: 2, sets: [setOf('s1')], goneIds: ['s2'] }
  assert.deepEqual(after(changes, taken), changes.slice(2))
})

test('the last 20 changes can be taken back', () => {
  const twenty = Array.from({ length: 20 }, (_, at) => unticked(`x${at}`))
  const changes = after(twenty, { kind: 'setUncompleted', setId: 's1' }, { actualSets: { s1: setOf('s1') } })
  assert.deepEqual(changes, [...twenty.slice(1), unticked('s1')])
})

test('where nothing leaves, the list is the same one, so that nothing is drawn for it', () => {
  const changes = [unticked('s1')]
  const other: About[] = [
    { kind: 'setCompleted', set: setOf('s2') },
    { kind: 'setRestored', setId: 's1', set: null },
    { kind: 'restChanged', rest: null },
    { kind: 'notesWritten', notes: 'x' },
  ]
  for (const about of other) assert.equal(after(changes, about), changes, about.kind)
})
