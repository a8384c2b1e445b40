import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ActualSet, Weight } from '@holdfast/contract'
import { loggedUnit, ownWeights, withBases } from './exerciseUnits.ts'
import type { PlannedSibling } from './sessionRows.ts'

const kg = (value: number): Weight => ({ value, unit: 'kg' })
const lb = (value: number): Weight => ({ value, unit: 'lb' })
const sibling = (setId: string, weight: Weight | null, added = false): PlannedSibling => ({
  setId,
  number: '1',
  isWarmup: false,
  weight,
  added,
})
const logged = (weights: Record<string, Weight | null>) =>
  Object.fromEntries(Object.entries(weights).map(([id, weight]) => [id, { id, weight } as ActualSet]))

test('the unit an exercise was last logged in is remembered, where the plan has another one or none', () => {
  const sets = [sibling('a', kg(100)), sibling('b', kg(100)), sibling('c', null)]
  assert.equal(loggedUnit(sets, {}), null)
  assert.equal(loggedUnit(sets, logged({ a: kg(100) })), null)
  assert.equal(loggedUnit(sets, logged({ a: lb(225) })), 'lb')
  assert.equal(loggedUnit(sets, logged({ a: lb(225), b: kg(100) })), null)
  assert.equal(loggedUnit(sets, logged({ c: lb(45) })), 'lb')
  assert.equal(loggedUnit(sets, logged({ c: null })), null)
})

test('a set proposes its plan, else last time; an added set proposes the set above it', () => {
  const sets = [sibling('a', kg(100)), sibling('b', null), sibling('x', null, true), sibling('y', null, true)]
  assert.deepEqual(
    withBases(sets, logged({ b: kg(90) }) as Record<string, ActualSet>).map(({ base }) => base?.value ?? null),
    [100, 90, 90, 90],
  )
  assert.deepEqual(withBases([sibling('b', null)], {}), [{ setId: 'b', isWarmup: false, base: null }])
})

test('the log decides about a logged set, also without a weight', () => {
  const draft = { weight: kg(60), reps: null, rpe: null }
  const own = ownWeights({ actualSets: logged({ a: kg(100), b: null }), drafts: { a: draft, b: draft, c: draft } })
  assert.deepEqual(['a', 'b', 'c', 'd'].map(own), [kg(100), null, kg(60), null])
})
