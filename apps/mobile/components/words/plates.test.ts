import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inUnit, plateWords, platesFor, seemsBarbell } from './plates.ts'

const kg = { bar: 20, plates: [25, 20, 15, 10, 5, 2.5, 1.25], step: 2.5 }
const lb = { bar: 45, plates: [45, 35, 25, 10, 5, 2.5], step: 5 }
const loaded = (each: number[], short = 0) => ({ kind: 'loaded', each, short })

test('plates go on heaviest first, the same on each side', () => {
  assert.deepEqual(platesFor(102.5, kg), loaded([25, 15, 1.25]))
  assert.deepEqual(platesFor(225, lb), loaded([45, 45]))
  assert.deepEqual(platesFor(20, kg), loaded([]))
  assert.deepEqual(platesFor(142.5, kg), loaded([25, 25, 10, 1.25]))
  assert.deepEqual(platesFor(60, { bar: 20, plates: [5, 20, 10] }), loaded([20]))
})

test('what the plates cannot make is said, not rounded', () => {
  assert.deepEqual(platesFor(102, kg), loaded([25, 15], 2))
  assert.deepEqual(platesFor(61.5, kg), loaded([20], 1.5))
  assert.deepEqual(platesFor(137, { bar: 45, plates: [45, 10] }), loaded([45], 2))
  assert.deepEqual(platesFor(100, { bar: 20, plates: [] }), loaded([], 80))
  assert.deepEqual(platesFor(19, kg), { kind: 'lighterThanBar' })
})

test('odd bars are only other bars, and small plates do not go wrong by a rounding', () => {
  assert.deepEqual(platesFor(62.5, { ...kg, bar: 7.5 }), loaded([25, 2.5]))
  assert.deepEqual(platesFor(24.5, { ...kg, bar: 24.5 }), loaded([]))
  assert.deepEqual(platesFor(20.6, { bar: 20, plates: [0.1, 0.2] }), loaded([0.2, 0.1]))
  assert.deepEqual(platesFor(100, { bar: 20, plates: [0, 20] }), loaded([20, 20]))
})

test('the strip reads like a gym wall', () => {
  assert.equal(plateWords(102.5, kg, 'kg'), '25 · 15 · 1.25 each side')
  assert.equal(plateWords(102.5, kg, 'kg', ','), '25 · 15 · 1,25 each side')
  assert.equal(plateWords(102, kg, 'kg'), '25 · 15 each side · 2 kg short')
  assert.equal(plateWords(225, lb, 'lb'), '2×45 each side')
  assert.equal(plateWords(20, kg, 'kg'), 'Empty bar')
  assert.equal(plateWords(21, kg, 'kg'), 'Empty bar · 1 kg short')
  assert.equal(plateWords(40, lb, 'lb'), 'Lighter than the 45 lb bar')
})

test('a name tells whether there is a bar, and a dumbbell is none', () => {
  for (const name of ['Barbell Curl', 'Back squat', 'Bench press', 'Overhead Press', 'Romanian deadlift', 'Bent-over row'])
    assert.equal(seemsBarbell(name), true, name)
  for (const name of [
    'Dumbbell bench press',
    'Leg press',
    'Cable row',
    'Pull-up',
    'Goblet squat',
    'Lat pulldown',
    'Machine chest press',
    'Plank',
  ])
    assert.equal(seemsBarbell(name), false, name)
})

test('a switched unit proposes what can be loaded, and only where the unit is another', () => {
  assert.deepEqual(inUnit({ value: 102.5, unit: 'kg' }, 'kg', kg, true), { value: 102.5, unit: 'kg' })
  assert.deepEqual(inUnit({ value: 100, unit: 'kg' }, 'lb', lb, true), { value: 220, unit: 'lb' })
  assert.deepEqual(inUnit({ value: 225, unit: 'lb' }, 'kg', kg, true), { value: 102.5, unit: 'kg' })
  assert.deepEqual(inUnit({ value: 24, unit: 'kg' }, 'lb', lb, false), { value: 55, unit: 'lb' })
  assert.deepEqual(inUnit({ value: 100, unit: 'kg' }, 'lb', { bar: 45, plates: [45, 25], step: 5 }, true), { value: 235, unit: 'lb' })
  assert.deepEqual(inUnit({ value: 10, unit: 'kg' }, 'lb', lb, true), { value: 20, unit: 'lb' })
  assert.deepEqual(inUnit({ value: 100, unit: 'kg' }, 'lb', { bar: 45, plates: [], step: 5 }, true), { value: 220, unit: 'lb' })
})
