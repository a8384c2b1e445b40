import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ActualSet, PlannedSet, Weight } from '@holdfast/contract'
import { ownPart } from './ownPart.ts'
import type { SetPlace } from './sessionRows.ts'

const kg = (value: number): Weight => ({ value, unit: 'kg' })
const ids = ['a1', 'a2', 'b1']
const planned = (id: string) => ({ id, setType: 'working', reps: 5, weight: kg(100) }) as PlannedSet
const siblingsOf = (exercise: string) =>
  ids
    .filter((id) => id.startsWith(exercise))
    .map((setId) => ({ setId, number: '1', isWarmup: false, weight: kg(100), added: false, base: kg(100) }))
const partOf = (setId: string) => {
  const siblings = siblingsOf(setId[0]!)
  return ownPart({ setId, siblings, planned: planned(setId), added: false, aboveId: null } as unknown as SetPlace, siblings)
}
const logged = (id: string, weight = kg(100)) => ({ id, exerciseId: 'lift', weight, reps: 5, rpe: null }) as ActualSet
const nothing = { actualSets: {}, drafts: {}, plannedSets: ids.map(planned), notSaved: null }

test('a ✓ on plan changes the part of its own set only: every other row keeps the same object', () => {
  const parts = ids.map(partOf)
  const before = parts.map((part) => part(nothing))
  const set = logged('a1')
  const after = parts.map((part) => part({ ...nothing, actualSets: { a1: set } }))
  assert.deepEqual(
    after.map((part, at) => part === before[at]),
    [false, true, true],
  )
  assert.equal(after[0]!.actual, set)
})

test('a ✓ with another weight is proposed in the sets below of its exercise, and no longer when it is removed', () => {
  const part = partOf('a2')
  part(nothing)
  assert.deepEqual(part({ ...nothing, actualSets: { a1: logged('a1', kg(105)) } }).carried, kg(105))
  assert.equal(part(nothing).carried, null)
})

test('a refusal by storage is shown at its own set, and cleared there', () => {
  const [own, other] = [partOf('a1'), partOf('a2')]
  const before = [own(nothing), other(nothing)]
  const refused = { ...nothing, notSaved: { why: 'full', setId: 'a1' } }
  assert.equal(own(refused).notSaved, true)
  assert.equal(other(refused), before[1])
  assert.equal(own(nothing).notSaved, false)
})
