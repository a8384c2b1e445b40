import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { guessedColumns } from '../sync/import/guessedColumns.ts'
import { readExport } from '../sync/import/readExport.ts'
import { readTable } from '../sync/import/table.ts'

const locales = readFileSync(path.join(import.meta.dirname, 'locales.txt'), 'utf8')
  .trim()
  .split(' ')

/** Every word of this Node for a unit of weight, in each locale, length and number. */
function wordsFor(unit: 'kilogram' | 'pound'): string[] {
  const words = locales.flatMap((locale) =>
    (['long', 'short'] as const).flatMap((unitDisplay) =>
      [1, 2, 5].flatMap((amount) =>
        new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay })
          .formatToParts(amount)
          .flatMap(({ type, value }) => (type === 'unit' ? [value] : [])),
      ),
    ),
  )
  return [...new Set(words)]
}

/** The weight of the only set of a file. */
function weightIn(columns: string, cells: string): string | null {
  const reading = readExport(`Date;Workout Name;Exercise Name;Set Order;Reps;${columns}\n2025-01-17 18:47:56;A;Squat;1;5;${cells}\n`, 'kg')
  const weight = reading.read ? reading.workouts[0]?.sets[0]?.weight : undefined
  return weight ? `${weight.value} ${weight.unit}` : null
}

test('kilograms and pounds are known in every language: in the name of a column, in a column of units, and after the number', () => {
  for (const [unit, id] of [
    ['kg', 'kilogram'],
    ['lb', 'pound'],
  ] as const) {
    // Azerbaijani, Croatian and Lao shorten both units, or pounds, to letters that mean something else on their own.
    const words = wordsFor(id).filter((word) => !/^(kq|p\.|#|bw)$/.test(word))
    assert.ok(words.length > 100, String(words.length))
    const read = (columns: string, cells: string) => weightIn(columns, cells) === `100.5 ${unit}`
    assert.deepEqual(
      words.filter(
        (word) => !read(`Weight (${word})`, '100.5') || !read('Weight;Weight Unit', `100,5;${word}`) || !read('Weight', `100.5 ${word}`),
      ),
      [],
    )
  }
})

test('a unit in the name of a weight, as apps and people write it', () => {
  const kilograms = `Вес (кг)|Вес, кг|重量 (公斤)|重量（千克）|重量kg|무게 (킬로그램)|重さ(キロ)|Peso en kg|Peso em quilos|Weight in kg|weight_in_kg|weightKg|
    Peso (KG.)|Gewicht [kg]|kg|Kilos`
  const pounds = 'Вес (фунты)|重量 (磅)|중량 (파운드)|重量 (ポンド)|Peso (libras)|WeightLbs|weight_lbs|Weight: lbs.|lb|Pounds'
  const read = (all: string) => [...new Set(all.split('|').map((name) => weightIn(name.trim(), '100')))]
  assert.deepEqual([read(kilograms), read(pounds)], [['100 kg'], ['100 lb']])
})

test('a word that is no unit is none, and of two weights in one row the one above zero counts', () => {
  assert.deepEqual(
    ['st', 'p', 'BW', '#', 'kilometers'].map((word) => weightIn('Weight;Weight Unit', `100;${word}`)),
    Array(5).fill(null),
  )
  assert.deepEqual(
    ['0;135', ';135', '61.2;135', '61.2;0', '0.0;0'].map((cells) => weightIn('Weight (kg);Weight (lbs)', cells)),
    ['135 lb', '135 lb', '61.2 kg', '61.2 kg', null],
  )
})

test('a column of weights of an unknown file is guessed by its numbers, whatever unit follows them', () => {
  const { header, rows } = readTable('Wann;Was;Wie schwer;Wie oft\n2025-01-17;Kniebeuge;100,5 кг;5\n2025-01-18;Bankdrücken;80 кг;8\n')!
  assert.deepEqual(guessedColumns(header, rows), { date: 0, exercise: 1, weight: 2, reps: 3 })
})
