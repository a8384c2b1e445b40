import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ActualSet } from '@holdfast/contract'
import { draftOf, setCells } from './setCells.ts'
import type { SetSources } from './setCells.ts'

const kg = (value: number) => ({ value, unit: 'kg' as const })
const actual: ActualSet = {
  id: 'a',
  exerciseId: 'e',
  plannedSetId: 'a',
  setType: 'working',
  setOrder: 0,
  weight: kg(100),
  reps: 5,
  rpe: 8,
  completedAt: '',
  logged_at: '',
}
const sources: SetSources = {
  typed: {},
  draft: null,
  actual: null,
  planned: { weight: kg(102.5), reps: 5 },
  previous: { weight: kg(100), reps: 4, rpe: 9 },
  carried: null,
  chosen: null,
  rack: { bar: 45, plates: [45, 35, 25, 10, 5, 2.5], step: 5 },
  onBar: true,
  unit: 'kg',
  mark: '.',
}
const seen = (more: Partial<SetSources>) => {
  const { cells, values, spoiled } = setCells({ ...sources, ...more })
  return {
    text: [cells.weight.text, cells.reps.text, cells.rpe.text].join(' '),
    look: cells.weight.look,
    values: values.kind === 'ok' ? values.values : values.why,
    spoiled,
  }
}

test('a row proposes the plan, else last time, and never an RPE', () => {
  assert.deepEqual(seen({}), { text: '102.5 5 ', look: 'ghost', values: { weight: kg(102.5), reps: 5, rpe: null }, spoiled: false })
  assert.deepEqual(seen({ planned: null }).values, { weight: kg(100), reps: 4, rpe: null })
  assert.deepEqual(seen({ planned: { weight: null, reps: 8 } }).values, { weight: kg(100), reps: 8, rpe: null })
})

test('a weight from a changed set above comes before the plan, and after a draft', () => {
  assert.deepEqual(seen({ carried: kg(105) }), {
    text: '105 5 ',
    look: 'ghost',
    values: { weight: kg(105), reps: 5, rpe: null },
    spoiled: false,
  })
  assert.deepEqual(seen({ carried: kg(105), draft: { weight: kg(90), reps: null, rpe: null } }).text, '90 5 ')
})

test('in another unit the proposal is what can be loaded; what was typed or logged is never converted', () => {
  const lb = (value: number) => ({ value, unit: 'lb' as const })
  assert.deepEqual(seen({ chosen: 'lb' }), {
    text: '225 5 ',
    look: 'ghost',
    values: { weight: lb(225), reps: 5, rpe: null },
    spoiled: false,
  })
  assert.deepEqual(seen({ chosen: 'lb', typed: { weight: '230' } }).values, { weight: lb(230), reps: 5, rpe: null })
  assert.deepEqual(seen({ chosen: 'lb', typed: { weight: '' } }).values, { weight: lb(225), reps: 5, rpe: null })
  assert.deepEqual(seen({ chosen: 'lb', draft: { weight: kg(105), reps: null, rpe: null } }).values, {
    weight: kg(105),
    reps: 5,
    rpe: null,
  })
  assert.deepEqual(seen({ chosen: 'lb', actual }).values, { weight: kg(100), reps: 5, rpe: 8 })
  assert.deepEqual(setCells({ ...sources, chosen: 'lb', planned: null, previous: null }).unit, 'lb')
})

test('the cells show the decimal mark of the lifter’s locale', () => {
  assert.deepEqual(seen({ mark: ',' }).text, '102,5 5 ')
  assert.deepEqual(setCells({ ...sources, mark: ',' }).cells.weight.placeholder, '102,5')
})

test('a draft comes before the plan, and the text of the cell before the draft', () => {
  const draft = { weight: kg(105), reps: null, rpe: 7.5 }
  assert.deepEqual(seen({ draft }), { text: '105 5 7.5', look: 'typed', values: { weight: kg(105), reps: 5, rpe: 7.5 }, spoiled: false })
  assert.deepEqual(seen({ draft, typed: { weight: '107,5' } }).values, { weight: kg(107.5), reps: 5, rpe: 7.5 })
})

test('an emptied cell falls back to the proposal and looks empty', () => {
  const row = seen({ draft: { weight: kg(105), reps: null, rpe: null }, typed: { weight: '' } })
  assert.deepEqual([row.text, row.values], [' 5 ', { weight: kg(102.5), reps: 5, rpe: null }])
})

test('a bad number is kept as typed, with the reason why it is not logged', () => {
  assert.deepEqual(seen({ typed: { reps: '1000' } }), {
    text: '102.5 1000 ',
    look: 'ghost',
    values: '1000 reps is above 999. Check the number.',
    spoiled: false,
  })
  assert.equal(seen({ planned: null, previous: null }).values, 'How many reps? Type them, then tap ✓.')
})

test('bodyweight needs no load', () => {
  assert.deepEqual(seen({ planned: { weight: null, reps: 12 }, previous: null }).values, { weight: null, reps: 12, rpe: null })
})

test('a logged set shows its log, and every key that makes a valid number changes it', () => {
  assert.deepEqual(seen({ actual }), { text: '100 5 8', look: 'logged', values: { weight: kg(100), reps: 5, rpe: 8 }, spoiled: false })
  assert.deepEqual(seen({ actual, draft: { weight: kg(60), reps: 1, rpe: null } }).text, '100 5 8')
  assert.deepEqual(seen({ actual, typed: { reps: '4' } }).values, { weight: kg(100), reps: 4, rpe: 8 })
  assert.deepEqual(seen({ actual, typed: { rpe: '' } }).values, { weight: kg(100), reps: 5, rpe: null })
  assert.deepEqual(seen({ actual, typed: { reps: '' } }).values, { weight: kg(100), reps: 5, rpe: 8 })
})

test('a logged set with an invalid cell does not look logged', () => {
  assert.deepEqual([seen({ actual, typed: { reps: '1000' } }).spoiled, seen({ actual, typed: { reps: '4' } }).spoiled], [true, false])
})

test('a draft keeps every typed cell that is a number, and nothing else', () => {
  const before = { weight: kg(100), reps: 5, rpe: null }
  assert.deepEqual(draftOf({ weight: '102,5' }, null, 'kg'), { weight: kg(102.5), reps: null, rpe: null })
  assert.deepEqual(draftOf({ reps: '1000' }, before, 'kg'), { weight: kg(100), reps: null, rpe: null })
  assert.deepEqual(draftOf({ weight: '90', rpe: '8.5' }, before, 'kg'), { weight: kg(90), reps: 5, rpe: 8.5 })
})

test('a step and a screen reader start from the number in the cell, also if the unit is written next to it', () => {
  const numberIn = (weight: string) => setCells({ ...sources, typed: { weight } }).cells.weight.number
  assert.deepEqual(['60 kg', '１０２½', '2001', '', '60 lb'].map(numberIn), [60, 102.5, 2001, null, null])
  assert.equal(setCells({ ...sources, mark: ',' }).cells.weight.number, 102.5)
})
