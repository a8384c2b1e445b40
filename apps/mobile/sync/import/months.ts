import { COMMON_MONTHS, LANGUAGES, OTHER_MONTHS, PERSIAN_MONTHS } from './monthNames.ts'
import { monthKey } from './plainText.ts'

/** The numbers of months, 1 to 12, by name as `monthKey` writes it. */
type Months = ReadonlyMap<string, number>

const common = monthsIn(COMMON_MONTHS)
const everywhere: Months = new Map([...monthsIn(OTHER_MONTHS), ...common])
const languages: ReadonlyMap<string, Months> = new Map(Object.entries(LANGUAGES).map(([language, names]) => [language, monthsIn(names)]))
const all = [everywhere, ...languages.values()]
const persian = monthsIn(PERSIAN_MONTHS)

/**
 * The month that a word means. Null when it means none, and when languages disagree and `language` is null: *listopad* is October in
 * Croatian and November in Polish.
 */
export function monthOf(key: string, language: string | null): number | null {
  const own = language === null ? undefined : languages.get(language)
  return (
    own?.get(key) ??
    everywhere.get(key) ??
    (isKnown(key) ? null : ((own && beginningOf(key, [own])) ?? beginningOf(key, [common, ...languages.values()]) ?? beginningOf(key, all)))
  )
}

/** The month of the Persian calendar that a word means, or null. */
export function persianMonthOf(key: string): number | null {
  return persian.get(key) ?? null
}

/** Whether the word is the name of a month, or its abbreviation, in some language. */
export function isMonth(key: string): boolean {
  return isKnown(key) || persian.has(key) || beginsMonth(key)
}

function isKnown(key: string): boolean {
  return everywhere.has(key) || [...languages.values()].some((months) => months.has(key))
}

/**
 * The only month whose name begins with this text. Older phones and other apps use abbreviations of their own: "marrask." for *marraskuu*.
 */
function beginningOf(key: string, lists: readonly Months[]): number | null {
  if (!canShorten(key)) return null
  const found = new Set(lists.flatMap((months) => [...months].flatMap(([name, month]) => (name.startsWith(key) ? [month] : []))))
  return found.size === 1 ? [...found][0]! : null
}

function beginsMonth(key: string): boolean {
  return canShorten(key) && all.some((months) => [...months.keys()].some((name) => name.startsWith(key)))
}

const canShorten = (key: string): boolean => key.length >= 4 && !/\d/.test(key)

/**
 * The languages in which the months of one file may be written, one for each reading. `null` is the reading that no language disputes. If
 * there is more than one, a person must decide.
 */
export function languagesOf(keys: ReadonlySet<string>): readonly (string | null)[] {
  const disputed = [...keys].filter((key) =>
    [...languages.values()].some((months) => months.has(key) && months.get(key) !== everywhere.get(key)),
  )
  if (disputed.length === 0) return [null]
  const knows = (months: Months): number => [...keys].filter((key) => months.has(key)).length
  // The language must know a word that has no other meaning. It need not know a word that has one.
  const unexplained = disputed.filter((key) => !everywhere.has(key))
  const able = [...languages].filter(([, months]) => (unexplained.length > 0 ? unexplained : disputed).some((key) => months.has(key)))
  const best = Math.max(...able.map(([, months]) => knows(months)))
  // Where the common languages agree, one word of another language is not enough to read the file in that language.
  if (unexplained.length === 0 && knows(common) >= best) return [null]
  const readings = new Map<string, string>()
  for (const [language, months] of able) {
    const reading = JSON.stringify(disputed.map((key) => months.get(key) ?? everywhere.get(key)))
    if (knows(months) === best && !readings.has(reading)) readings.set(reading, language)
  }
  // A single word may be none: "Sun" is June in Tongan.
  return best < 2 && readings.size === 1 ? [null] : [...readings.values()]
}

function monthsIn(names: string): Months {
  return new Map(names.split('|').flatMap((all, month) => all.split(',').map((name) => [monthKey([name]), month + 1] as const)))
}
