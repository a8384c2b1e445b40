import assert from 'node:assert/strict'
import { test } from 'node:test'
import { count, loadWords, narrowSet, number, setsWords, setWords, spokenSet, volumeWords } from './amounts.ts'

const kg = (value: number) => ({ value, unit: 'kg' as const })

test('numbers have no trailing zeros', () => {
  assert.deepEqual(
    [number(100), number(102.5), number(0.1 + 0.2), number(1.1 * 3), number(0.29 * 100)],
    ['100', '102.5', '0.3', '3.3', '29'],
  )
})

test('a set is written as a lifter says it', () => {
  assert.equal(setWords({ weight: kg(102.5), reps: 5 }), '102.5 kg × 5')
  assert.equal(setWords({ weight: null, reps: 12 }), '12 reps')
  assert.equal(setWords({ weight: kg(60), reps: null }), '60 kg')
  assert.equal(setWords({ weight: null, reps: null }), '–')
  assert.equal(setWords({ weight: null, reps: 1 }), '1 rep')
  assert.equal(spokenSet({ weight: kg(102.5), reps: 1, rpe: 8 }), '102.5 kilograms, 1 rep, RPE 8')
  assert.equal(spokenSet({ weight: { value: 225, unit: 'lb' }, reps: 2, rpe: null }), '225 pounds, 2 reps')
  assert.equal(spokenSet({ weight: null, reps: 0, rpe: 9.5 }), '0 reps, RPE 9.5')
  assert.equal(spokenSet({ weight: kg(60), reps: null }), '60 kilograms')
})

test('the Prev column shows a unit only if it differs', () => {
  assert.equal(narrowSet({ weight: kg(100), reps: 5, rpe: 8.5 }, 'kg'), '100×5')
  assert.equal(narrowSet({ weight: { value: 225, unit: 'lb' }, reps: 5, rpe: null }, 'kg'), '225lb×5')
  assert.equal(narrowSet({ weight: null, reps: 12, rpe: null }, 'kg'), '×12')
})

test('a plan fits on one line', () => {
  const set = (value: number, reps: number, rest = {}) => ({ weight: kg(value), reps, isAmrap: false, setType: 'working', ...rest })
  assert.equal(setsWords([set(60, 8, { setType: 'warmup' }), set(100, 5), set(100, 5)]), '2 × 5 · 100 kg')
  assert.equal(setsWords([set(90, 5), set(100, 3), set(110, 1, { isAmrap: true })]), '3 × 1–5+ · 90–110 kg')
  assert.equal(setsWords([{ weight: null, reps: 10, isAmrap: false, setType: 'working' }]), '1 × 10')
  const pounds = { ...set(0, 5), weight: { value: 225, unit: 'lb' as const } }
  assert.equal(setsWords([set(100, 5), pounds]), '2 × 5', 'loads in two units have no range')
  assert.equal(setsWords([pounds, { ...pounds, weight: null }]), '2 × 5 · 225 lb')
  assert.equal(setsWords([{ ...set(100, 5), reps: null }]), '1 × – · 100 kg')
  assert.equal(setsWords([set(100, 5, { isAmrap: true }), set(100, 5)]), '2 × 5 · 100 kg', 'the + is of the last set')
  assert.deepEqual([setsWords([set(60, 8, { setType: 'warmup' })]), setsWords([])], ['Warm-up only', 'Warm-up only'])
})

test('counts and volumes', () => {
  assert.deepEqual(
    [count(0, 'change'), count(1, 'change'), count(2, 'change'), count(21, 'set')],
    ['0 changes', '1 change', '2 changes', '21 sets'],
  )
  assert.deepEqual(
    [999, 1000, 1_234_567].map((kilograms) => volumeWords(kilograms, 'kg')),
    ['999 kg', '1\u202F000 kg', '1\u202F234\u202F567 kg'],
  )
  assert.deepEqual([volumeWords(950.4, 'kg'), volumeWords(12480, 'kg')], ['950 kg', '12\u202F480 kg'])
})

test('what is computed from many sets is shown in the lifter’s unit', () => {
  assert.deepEqual([volumeWords(12480, 'lb'), volumeWords(0, 'lb')], ['27\u202F514 lb', '0 lb'])
  assert.deepEqual([loadWords(128.333, 'kg'), loadWords(128.333, 'lb'), loadWords(45.359237, 'lb')], ['128.3 kg', '282.9 lb', '100 lb'])
  assert.deepEqual([loadWords(128.36, 'kg'), loadWords(0.04, 'kg')], ['128.4 kg', '0 kg'])
})
