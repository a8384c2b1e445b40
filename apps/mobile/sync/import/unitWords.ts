import { HOURS, KILOGRAMS, MINUTES, POUNDS, SECONDS } from './monthNames.ts'
import { plainText } from './plainText.ts'

/** A unit that follows a number, or is part of the name of a column. */
export type Unit = 'kg' | 'lb' | 'distance' | 'hour' | 'minute' | 'second'

// The words of every language, and what people write besides: the nominative plurals of headers, and abbreviations.
const words: readonly (readonly [Unit, string])[] = [
  ['hour', HOURS],
  ['minute', MINUTES],
  ['second', SECONDS],
  ['distance', 'km,mi,m,mile,miles,kilometer,kilometers,meter,meters,metre,metres'],
  ['kg', `${KILOGRAMS},kgs,kilo,kilos,quilos,quilo,кило,キロ,килограммы,кілограми,килограмы`],
  ['lb', `${POUNDS},lb,lbs,libbre,фунты,фунти`],
]
const units = new Map(words.flatMap(([unit, all]) => all.split(',').map((word) => [plainText(word), unit] as const)))

/** The unit that a word means, in any language, or null. */
export function unitOf(text: string): Unit | null {
  return units.get(plainText(text)) ?? null
}

/** The unit of weight that a word means, in any language, or null. */
export function weightUnitOf(text: string): 'kg' | 'lb' | null {
  const unit = unitOf(text)
  return unit === 'kg' || unit === 'lb' ? unit : null
}

/** A name and the unit after it: "Weight (kg)", "weight_lbs", "weightKg", "Вес, кг", "重量kg", "Peso en kg", or only "kg". */
export function withoutUnit(name: string): { name: string; unit: Unit | null } {
  const plain = plainText(name.replace(/(?<=\p{Ll})(?=(?:Kg|KG|Lb|LB)s?$)/u, ' '))
  return endingIn(plain) ?? endingIn(plain.replace(/(?<=[^\0-\x7f])(?=[a-z]+$)/, ' ')) ?? { name: plain, unit: null }
}

/** The largest number of words of a unit (in Cherokee). */
const WORDS_MAX = 3

function endingIn(plain: string): { name: string; unit: Unit } | null {
  const all = plain.split(' ')
  for (let count = Math.min(WORDS_MAX, all.length); count > 0; count--) {
    const unit = unitOf(all.slice(-count).join(' '))
    if (unit)
      return {
        name: all
          .slice(0, -count)
          .join(' ')
          .replace(/ (in|en|em|i|в)$/, ''),
        unit,
      }
  }
  return null
}
