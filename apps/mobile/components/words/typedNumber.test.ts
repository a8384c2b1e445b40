import assert from 'node:assert/strict'
import { test } from 'node:test'
import { becomesRpe, numberOf, parseReps, parseRpe, parseWeight, stepped } from './typedNumber.ts'

const number = (value: number) => ({ kind: 'number', value })
const bad = (why: string) => ({ kind: 'bad', why })

test('a comma and a point are both decimal marks, whatever the keyboard', () => {
  assert.deepEqual(parseWeight('102,5', 'kg'), number(102.5))
  assert.deepEqual(parseWeight(' 102.5 ', 'kg'), number(102.5))
  assert.deepEqual(parseWeight('102.', 'kg'), number(102))
  assert.deepEqual(parseWeight('.5', 'kg'), number(0.5))
  assert.deepEqual(parseWeight('١٠٢٫٥', 'kg'), number(102.5))
  assert.deepEqual(parseWeight('۱۰۰', 'kg'), number(100))
})

test('a pasted number keeps its value: German, French, English and Arabic write thousands differently', () => {
  for (const text of ['1.000,5', '1,000.5', '1 000,5', '1\u202F000,5', '1\u00A0000,5', '1’000.5', '1000,5', '١٬٠٠٠٫٥', '١٠٠٠٫٥'])
    assert.deepEqual(parseWeight(text, 'kg'), number(1000.5), text)
  assert.deepEqual(parseWeight('1,125', 'kg'), number(1.125))
  assert.deepEqual(parseWeight('1.125', 'kg'), number(1.125))
  assert.deepEqual(parseReps('1.000,'), bad('1.000, reps is above 999. Check the number.'))
})

test('a number that may mean a thousand times another one is asked about, never guessed', () => {
  assert.deepEqual(parseWeight('1,000', 'lb'), bad('1,000 may be 1 or 1000. Type the one you mean.'))
  assert.deepEqual(parseWeight('1.000', 'kg'), bad('1.000 may be 1 or 1000. Type the one you mean.'))
  assert.deepEqual(parseWeight('1,250', 'lb'), bad('1,250 may be 1.25 or 1250. Type the one you mean.'))
  assert.deepEqual(parseWeight('1.500', 'kg'), bad('1.500 may be 1.5 or 1500. Type the one you mean.'))
  for (const [typed, value] of [
    ['102.500', 102.5],
    ['2.500', 2.5],
    ['1.125', 1.125],
    ['1.25', 1.25],
  ] as const) {
    assert.deepEqual(parseWeight(typed, 'kg'), { kind: 'number', value }, typed)
  }
  assert.deepEqual(parseWeight('0.000', 'kg'), number(0))
})

test('a step reads the number in a cell as the log does', () => {
  assert.deepEqual(['97,5', '١٠٢٫٥', ' 5 ', '', '-5', '5,5,5', 'x'].map(numberOf), [97.5, 102.5, 5, null, null, null, null])
})

test('an empty cell is empty, not zero', () => {
  assert.deepEqual(parseWeight('  ', 'kg'), { kind: 'empty' })
  assert.deepEqual(parseWeight('0', 'kg'), number(0))
})

test('what a lifter can correct is explained in a sentence with the value', () => {
  assert.deepEqual(parseWeight('2001', 'kg'), bad('2001 kg is above 2000. Check the weight.'))
  assert.deepEqual(parseWeight('-5', 'kg'), bad("The weight can't be below 0."))
  assert.deepEqual(parseWeight('heavy', 'lb'), bad("“heavy” isn't a number. Type the weight like 102.5."))
  assert.deepEqual(parseWeight('1.2345', 'kg'), bad('A weight has at most three decimals, like 1.125.'))
  assert.deepEqual(parseReps('1000'), bad('1000 reps is above 999. Check the number.'))
  assert.deepEqual(parseReps('5,5'), bad('Reps are whole numbers. You typed 5,5.'))
  assert.deepEqual(parseReps('1e3'), bad("“1e3” isn't a number. Type reps like 5."))
  assert.deepEqual(parseRpe('8.25'), bad('RPE goes from 6 to 10 in halves, like 7.5. You typed 8.25.'))
  assert.deepEqual(parseRpe('x'), bad("“x” isn't a number. Type an RPE from 6 to 10."))
})

test('the limits themselves are allowed', () => {
  assert.deepEqual(parseWeight('2000', 'kg'), number(2000))
  assert.deepEqual(parseReps('999'), number(999))
  assert.deepEqual([parseRpe('6'), parseRpe('7,5'), parseRpe('10')], [number(6), number(7.5), number(10)])
})

test('no complaint is shown while RPE 10 is being typed', () => {
  assert.equal(becomesRpe('1'), true)
  assert.equal(becomesRpe('11'), false)
})

test('a step starts at the value and stops at zero', () => {
  assert.equal(stepped(97.5, 5), 102.5)
  assert.equal(stepped(0.1, 0.2), 0.3)
  assert.equal(stepped(1, -2.5), 0)
})

test('digits and marks are read from every keyboard: full width, every script; invisible characters are ignored', () => {
  for (const text of ['１０２．５', '１０２，５', '１０２。５', '१०२.५', '১০২.৫', '๑๐๒.๕', '၁၀၂.၅', '𞥑𞥐𞥒.𞥕', '𝟏𝟎𝟐.𝟓', '102·5', '١٠٢،٥'])
    assert.deepEqual(parseWeight(text, 'kg'), number(102.5), text)
  for (const text of ['102.5\u200b', '\u200e102.5\u200f', '\ufeff102.5', '102\u00ad.5', '\u2066102.5\u2069', '1️⃣0️⃣2️⃣.5️⃣', '+102.5'])
    assert.deepEqual(parseWeight(text, 'kg'), number(102.5), JSON.stringify(text))
  assert.deepEqual(parseReps('１０'), number(10))
  assert.deepEqual(parseReps('๘\u200b'), number(8))
  assert.deepEqual(parseRpe('８．５'), number(8.5))
  assert.deepEqual(parseWeight('\u200b', 'kg'), { kind: 'empty' })
  assert.equal(becomesRpe('１'), true)
})

test('every kind of minus is a minus', () => {
  for (const text of ['−20', '–20', '－20', '﹣20', 'ー２０', '-२०', '−20 kg', '-½'])
    assert.deepEqual(parseWeight(text, 'kg'), bad("The weight can't be below 0."), text)
})

test('a cell accepts its own unit, and no other one', () => {
  for (const text of ['60 kg', '60kg', '60 KG.', '６０ｋｇ', '60㎏', '60 kilos', '60 кг', '60公斤', '60 キロ'])
    assert.deepEqual(parseWeight(text, 'kg'), number(60), text)
  for (const text of ['135 lb', '135lbs', '135 lbs.', '135 pounds', '135#']) assert.deepEqual(parseWeight(text, 'lb'), number(135), text)
  assert.deepEqual(['5 reps', '5 rep', '5x', '×5'].map(parseReps), [number(5), number(5), number(5), number(5)])
  assert.deepEqual(['@8', 'RPE 8', '8 rpe'].map(parseRpe), [number(8), number(8), number(8)])
  assert.deepEqual(parseWeight('60 lb', 'kg'), bad('“60 lb” is in lb, and this set is in kg. Type the weight in kg.'))
  assert.deepEqual(parseWeight('60 kg', 'lb'), bad('“60 kg” is in kg, and this set is in lb. Type the weight in lb.'))
  assert.deepEqual(parseWeight('2001 kg', 'kg'), bad('2001 kg is above 2000. Check the weight.'))
  assert.deepEqual(parseReps('5 kg'), bad("“5 kg” isn't a number. Type reps like 5."))
  assert.deepEqual(parseWeight('kg', 'kg'), bad("“kg” isn't a number. Type the weight like 102.5."))
})

test('a fraction has its value, where a weight can have one', () => {
  for (const text of ['102½', '102 ½', '102 1/2', '102 1⁄2', '１０２½', '102½ kg'])
    assert.deepEqual(parseWeight(text, 'kg'), number(102.5), text)
  assert.deepEqual(
    ['½', '2¼', '1⅛', '3¾', '1/2'].map((text) => parseWeight(text, 'lb')),
    [0.5, 2.25, 1.125, 3.75, 0.5].map(number),
  )
  assert.deepEqual(parseRpe('8½'), number(8.5))
  assert.deepEqual(parseReps('5½'), bad('Reps are whole numbers. You typed 5½.'))
  assert.deepEqual(parseWeight('33⅓', 'kg'), bad('A weight has at most three decimals, like 1.125.'))
})

test('what only looks like a number is none: powers, circled digits, two sets in one cell', () => {
  for (const text of ['10²', '①', '20/25', '1021/2', '5-8', '100\t5', '1.5½'])
    assert.deepEqual(parseWeight(text, 'kg'), bad(`“${text}” isn't a number. Type the weight like 102.5.`), text)
  assert.deepEqual(parseWeight('0.0000001', 'kg'), bad('A weight has at most three decimals, like 1.125.'))
})
