import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
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

test('what the plates cannot make is shown, not rounded', () => {
  assert.deepEqual(platesFor(102, kg), loaded([25, 15], 2))
  assert.deepEqual(platesFor(61.5, kg), loaded([20], 1.5))
  assert.deepEqual(platesFor(137, { bar: 45, plates: [45, 10] }), loaded([45], 2))
  assert.deepEqual(platesFor(100, { bar: 20, plates: [] }), loaded([], 80))
  assert.deepEqual(platesFor(19, kg), { kind: 'lighterThanBar' })
})

test('a weight that can be loaded exactly is, also without the heaviest plate; with the fewest plates', () => {
  assert.deepEqual(platesFor(100, { bar: 20, plates: [25, 20] }), loaded([20, 20]))
  assert.deepEqual(platesFor(80, { bar: 20, plates: [25, 20, 15, 10] }), loaded([20, 10]))
  assert.deepEqual(platesFor(105, { bar: 45, plates: [45, 35, 25, 10, 5] }), loaded([25, 5]))
  assert.deepEqual(platesFor(165, lb), loaded([35, 25]))
  assert.deepEqual(platesFor(90, { bar: 20, plates: [25, 20, 15] }), loaded([20, 15]))
  assert.deepEqual(platesFor(26, { bar: 20, plates: [2.5, 1.5] }), loaded([1.5, 1.5]))
  assert.deepEqual(platesFor(98, { bar: 20, plates: [25, 20] }), loaded([25], 28))
  assert.equal(plateWords(100, { bar: 20, plates: [25, 20], step: 2.5 }, 'kg'), '2×20 each side')
})

test('for any plates, no choice is nearer from below, and none as near has fewer plates', () => {
  const sizes = [25, 20, 15, 10, 5, 2.5, 2, 1.25, 1, 0.5]
  const tried = fc.record({ plates: fc.subarray(sizes, { minLength: 1, maxLength: 3 }), side: fc.integer({ min: 0, max: 260 }) })
  const brute = (side: number, plates: readonly number[]): [sum: number, amount: number] => {
    const [first, ...rest] = plates
    if (first === undefined) return [0, 0]
    let best: [number, number] = [-1, 0]
    for (let amount = 0; amount * first <= side; amount++) {
      const [sum, more] = brute(side - amount * first, rest)
      const own: [number, number] = [sum + amount * first, more + amount]
      if (own[0] > best[0] || (own[0] === best[0] && own[1] < best[1])) best = own
    }
    return best
  }
  fc.assert(
    fc.property(tried, ({ plates, side }) => {
      const made = platesFor(20 + side / 2, { bar: 20, plates })
      assert.ok(made.kind === 'loaded')
      const [sum, amount] = brute(side / 4, plates)
      assert.deepEqual([made.each.length, made.short], [amount, side / 2 - sum * 2])
    }),
  )
})

test('unusual bars work like others, and small plates cause no rounding error', () => {
  assert.deepEqual(platesFor(62.5, { ...kg, bar: 7.5 }), loaded([25, 2.5]))
  assert.deepEqual(platesFor(24.5, { ...kg, bar: 24.5 }), loaded([]))
  assert.deepEqual(platesFor(20.6, { bar: 20, plates: [0.1, 0.2] }), loaded([0.2, 0.1]))
  assert.deepEqual(platesFor(100, { bar: 20, plates: [0, 20] }), loaded([20, 20]))
})

test('the plates are written in the short form used in gyms', () => {
  assert.equal(plateWords(102.5, kg, 'kg'), '25 · 15 · 1.25 each side')
  assert.equal(plateWords(102.5, kg, 'kg', ','), '25 · 15 · 1,25 each side')
  assert.equal(plateWords(102, kg, 'kg'), '25 · 15 each side · 2 kg short')
  assert.equal(plateWords(225, lb, 'lb'), '2×45 each side')
  assert.equal(plateWords(20, kg, 'kg'), 'Empty bar')
  assert.equal(plateWords(21, kg, 'kg'), 'Empty bar · 1 kg short')
  assert.equal(plateWords(40, lb, 'lb'), 'Lighter than the 45 lb bar')
})

test('the name tells whether an exercise has a bar, and a dumbbell has none', () => {
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

test('a switched unit proposes nothing that cannot be logged', () => {
  for (const onBar of [true, false])
    assert.deepEqual(inUnit({ value: 910, unit: 'kg' }, 'lb', lb, onBar), { value: 2000, unit: 'lb' }, String(onBar))
  assert.deepEqual(inUnit({ value: 2000, unit: 'kg' }, 'lb', { ...lb, step: 7 }, false), { value: 1995, unit: 'lb' })
})

test('a switched unit proposes what can be loaded, and only if the unit differs', () => {
  assert.deepEqual(inUnit({ value: 102.5, unit: 'kg' }, 'kg', kg, true), { value: 102.5, unit: 'kg' })
  assert.deepEqual(inUnit({ value: 100, unit: 'kg' }, 'lb', lb, true), { value: 220, unit: 'lb' })
  assert.deepEqual(inUnit({ value: 225, unit: 'lb' }, 'kg', kg, true), { value: 102.5, unit: 'kg' })
  assert.deepEqual(inUnit({ value: 24, unit: 'kg' }, 'lb', lb, false), { value: 55, unit: 'lb' })
  assert.deepEqual(inUnit({ value: 100, unit: 'kg' }, 'lb', { bar: 45, plates: [45, 25], step: 5 }, true), { value: 225, unit: 'lb' })
  assert.deepEqual(inUnit({ value: 220.5, unit: 'lb' }, 'kg', { bar: 20, plates: [25, 20], step: 2.5 }, true), { value: 100, unit: 'kg' })
  assert.deepEqual(inUnit({ value: 215, unit: 'lb' }, 'kg', { bar: 20, plates: [25, 20], step: 2.5 }, true), { value: 100, unit: 'kg' })
  assert.deepEqual(inUnit({ value: 165, unit: 'lb' }, 'kg', { bar: 20, plates: [25, 20], step: 2.5 }, true), { value: 70, unit: 'kg' })
  assert.deepEqual(inUnit({ value: 10, unit: 'kg' }, 'lb', lb, true), { value: 20, unit: 'lb' })
  assert.deepEqual(inUnit({ value: 100, unit: 'kg' }, 'lb', { bar: 45, plates: [], step: 5 }, true), { value: 220, unit: 'lb' })
})
