import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Weight } from '@holdfast/contract'
import { carriedTo, followersOf, spreadWords } from './spread.ts'
import type { Sibling } from './spread.ts'

const kg = (value: number): Weight => ({ value, unit: 'kg' })
const sibling = (setId: string, base: Weight | null, isWarmup = false): Sibling => ({ setId, base, isWarmup })
const bench = [sibling('w', kg(100), true), ...['1', '2', '3', '4'].map((setId) => sibling(setId, kg(setId === '3' ? 90 : 100)))]
const own = (weights: Record<string, Weight>) => (setId: string) => weights[setId] ?? null

test('a changed weight goes to the later sets that proposed the same, and to no others', () => {
  const changed = own({ '1': kg(105) })
  assert.deepEqual(
    ['w', '1', '2', '3', '4'].map((setId) => carriedTo(setId, bench, changed)),
    [null, null, kg(105), null, kg(105)],
  )
  assert.deepEqual(followersOf('1', bench, changed), ['2', '4'])
  assert.deepEqual(followersOf('4', bench, own({ '4': kg(80) })), [])
})

test('a warm-up carries to no working set, whatever it weighs', () => {
  assert.equal(carriedTo('1', bench, own({ w: kg(60) })), null)
  assert.deepEqual(followersOf('w', bench, own({ w: kg(60) })), [])
})

test('the nearest set above decides, also when it stayed on the plan', () => {
  const then = own({ '1': kg(105), '2': kg(100) })
  assert.deepEqual(carriedTo('4', bench, then), kg(100))
  assert.deepEqual(followersOf('1', bench, then), [])
})

test('sets without a proposal carry among themselves', () => {
  const free = [sibling('a', null), sibling('b', null), sibling('c', kg(20))]
  assert.deepEqual([carriedTo('b', free, own({ a: kg(30) })), carriedTo('c', free, own({ a: kg(30) }))], [kg(30), null])
})

test('an unknown set carries nothing', () => {
  assert.deepEqual([carriedTo('x', bench, own({})), followersOf('x', bench, own({}))], [null, []])
})

test('the text names the sets as the rows do', () => {
  assert.equal(spreadWords(['2', '3', '4']), 'Sets 2–4 too')
  assert.equal(spreadWords(['3']), 'Set 3 too')
  assert.equal(spreadWords(['2', '4']), 'Sets 2 and 4 too')
  assert.equal(spreadWords(['2', '3']), 'Sets 2 and 3 too')
  assert.equal(spreadWords(['W2', 'W3', 'W4']), 'Sets W2, W3 and W4 too')
})
