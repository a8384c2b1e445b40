// Writes sync/import/monthNames.ts: what months, weekdays, the halves of a day and the units of durations and weights are called in every language
// this Node's ICU knows. A phone's JavaScript engine knows few of them, so the app brings its own. Run it with the pinned Node after an update:
//   node apps/mobile/scripts/monthNames.ts
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import { monthKey, plainText } from '../sync/import/plainText.ts'

/** Languages many people's phones are set to. Where a short month of theirs is another month elsewhere, theirs is meant. */
const COMMON = new Set(
  `af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ky lo lt lv mk ml
  mn mr ms my nb ne nl nn no pa pl ps pt ro ru si sk sl sq sr sv sw ta te th tr uk ur uz vi zh zu`.split(/\s+/),
)

const letters = 'abcdefghijklmnopqrstuvwxyz'.split('')
const pairs = letters.flatMap((a) => letters.map((b) => a + b))
const SCRIPTS = 'Adlm Arab Beng Cyrl Deva Guru Hans Hant Latn Mtei Olck Telu Tfng Vaii'.split(' ')

/** Every locale of this Node that has data of its own. */
function allLocales(): string[] {
  const isOwn = (locale: string) => new Intl.NumberFormat(locale).resolvedOptions().locale === locale
  const codes = [...pairs, ...pairs.flatMap((pair) => letters.map((c) => pair + c))]
  const languages = codes.filter((code) => Intl.NumberFormat.supportedLocalesOf([code]).length > 0)
  const written = languages.flatMap((language) => [language, ...SCRIPTS.map((script) => `${language}-${script}`)]).filter(isOwn)
  const regions = [...pairs.map((pair) => pair.toUpperCase()), '001', '150', '419']
  return [...written, ...written.flatMap((locale) => regions.map((region) => `${locale}-${region}`)).filter(isOwn)]
}

const byCode = (a: string, b: string) => (a < b ? -1 : 1)
const languageOf = (locale: string) => locale.split('-')[0] ?? locale
const range = (count: number) => Array.from({ length: count }, (_, n) => n)

/** Every way a locale writes a month in a date and alone, by month, as monthKey() writes words. What it calls two months so is no name. */
function monthsOf(locale: string, calendar: 'gregory' | 'persian'): string[][] {
  const name = `${locale}-u-ca-${calendar}`
  const all = range(12).map((month) => {
    const date = calendar === 'persian' ? persianMonth(month) : new Date(Date.UTC(2025, month, 15))
    const words = (['long', 'short'] as const).flatMap((style) => {
      const shape = new Intl.DateTimeFormat(name, { day: 'numeric', month: style, year: 'numeric', timeZone: 'UTC' })
      return [new Intl.DateTimeFormat(name, { month: style, timeZone: 'UTC' }).format(date), ...monthIn(shape.formatToParts(date))]
    })
    // What is only a number is no name; a date of numbers is read as one.
    return [...new Set(words.map((word) => monthKey([plainText(word)])))].filter((word) => word !== '' && !/^\d+$/.test(word))
  })
  return distinct(all)
}

/** The month of a date, and the month with what is written to it without a space: "24 באוגוסט 2025". */
function monthIn(parts: readonly Intl.DateTimeFormatPart[]): string[] {
  const at = parts.findIndex(({ type }) => type === 'month')
  const month = parts[at]?.value ?? ''
  const [before] = /[\p{L}\p{M}]*$/u.exec(parts[at - 1]?.value ?? '') ?? ['']
  const [after] = /^[\p{L}\p{M}]*/u.exec(parts[at + 1]?.value ?? '') ?? ['']
  return [month, before + month + after]
}

/** The fifteenth of a month of a Persian year. */
function persianMonth(month: number): Date {
  const newYear = Date.UTC(2025, 2, 21)
  return new Date(newYear + (month * 30.6 + 14) * 86_400_000)
}

/** The words around day, month, year and time, also of the calendar the locale goes by. */
function wordsBetween(locale: string): string[] {
  const date = new Date(Date.UTC(2025, 7, 24, 10))
  const shapes = (['long', 'short'] as const).flatMap((style) => [
    new Intl.DateTimeFormat(`${locale}-u-ca-gregory`, { day: 'numeric', month: style, year: 'numeric', timeZone: 'UTC' }),
    new Intl.DateTimeFormat(locale, { dateStyle: style === 'long' ? 'long' : 'medium', timeStyle: 'short', timeZone: 'UTC' }),
  ])
  const isBetween = ({ type }: Intl.DateTimeFormatPart) => type === 'literal' || type === 'era'
  return shapes.flatMap((shape) =>
    shape
      .formatToParts(date)
      .filter(isBetween)
      .flatMap(({ value }) => plainText(value).split(' ')),
  )
}

function halfDayOf(locale: string, hour: number): string {
  const parts = new Intl.DateTimeFormat(`${locale}-u-ca-gregory`, { hour: 'numeric', hour12: true, timeZone: 'UTC' }).formatToParts(
    new Date(Date.UTC(2025, 0, 1, hour)),
  )
  return plainText(parts.find(({ type }) => type === 'dayPeriod')?.value ?? '')
}

/** How many languages call a unit so, by word. */
function unitWords(locales: readonly string[], unit: string): Map<string, number> {
  const languages = new Map<string, Set<string>>()
  for (const locale of locales)
    for (const unitDisplay of ['long', 'short', 'narrow'] as const)
      for (const amount of [1, 2, 5, 23])
        for (const { type, value } of new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay }).formatToParts(amount))
          if (type === 'unit')
            languages.set(plainText(value), (languages.get(plainText(value)) ?? new Set<string>()).add(languageOf(locale)))
  return new Map([...languages].map(([word, all]) => [word, all.size]))
}

/** The words of each unit: one that nearly every language means otherwise is left out, one that two mean otherwise stands with both. */
function unitsOf(locales: readonly string[]): string[][] {
  const counts = ['hour', 'minute', 'second'].map((unit) => unitWords(locales, unit))
  return counts.map((words) => {
    const isMeant = ([word, count]: [string, number]) => word !== '' && counts.every((other) => (other.get(word) ?? 0) < 5 * count)
    return [...words]
      .filter(isMeant)
      .map(([word]) => word)
      .sort(byCode)
  })
}

/** The words for kilograms and pounds. Short ones mean other things where they stand alone: "p", "BW", "#". */
function weightUnitsOf(locales: readonly string[]): string[][] {
  const isClear = (word: string) => /^(kg|kgs|lb|lbs)$/.test(word) || !/^[a-z#]{0,2}$/.test(word)
  return distinct(['kilogram', 'pound'].map((unit) => [...unitWords(locales, unit).keys()].filter(isClear)))
}

/** Words that mean one thing only, sorted; what means two is left out of both. */
function distinct(lists: readonly (readonly string[])[]): string[][] {
  const meanings = new Map<string, Set<number>>()
  for (const [index, words] of lists.entries())
    for (const word of words) meanings.set(word, (meanings.get(word) ?? new Set<number>()).add(index))
  return lists.map((words) => [...new Set(words)].filter((word) => word !== '' && meanings.get(word)?.size === 1).sort(byCode))
}

/** What days of the week are called in the common languages: "Sun" is June in Tongan, and a Sunday to nearly everybody. */
type WeekdayStyle = 'long' | 'short'

function weekdays(locales: readonly string[], nameOf: (locale: string, weekday: WeekdayStyle, day: number) => string): Set<string> {
  return new Set(
    locales
      .filter((locale) => COMMON.has(languageOf(locale)))
      .flatMap((locale) =>
        (['long', 'short'] as const).flatMap((weekday) => range(7).map((day) => monthKey([plainText(nameOf(locale, weekday, day))]))),
      ),
  )
}

const sunday = (day: number) => new Date(Date.UTC(2025, 7, 24 + day))

function weekdayOf(locale: string, weekday: WeekdayStyle, day: number): string {
  return new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }).format(sunday(day))
}

/** The same in a date: Finnish writes "perjantaina". */
function weekdayInDate(locale: string, weekday: WeekdayStyle, day: number): string {
  const shape = new Intl.DateTimeFormat(locale, { weekday, day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
  return shape.formatToParts(sunday(day)).find(({ type }) => type === 'weekday')?.value ?? ''
}

/** Every weekday as it stands alone and in a date. */
function allWeekdays(locales: readonly string[]): string[] {
  const names = new Set([...weekdays(locales, weekdayOf), ...weekdays(locales, weekdayInDate)])
  return [...names].filter((name) => name !== '' && !/^\d+$/.test(name)).sort(byCode)
}

function tables(locales: readonly string[]): { common: string[][]; others: string[][]; languages: [string, string[][]][] } {
  const days = weekdays(locales, weekdayOf)
  const byLanguage = new Map<string, Set<string>[]>()
  for (const locale of locales) {
    const all = byLanguage.get(languageOf(locale)) ?? range(12).map(() => new Set<string>())
    for (const [month, words] of monthsOf(locale, 'gregory').entries()) for (const word of words) all[month]?.add(word)
    byLanguage.set(languageOf(locale), all)
  }
  const meanings = new Map<string, { all: Set<number>; common: Set<number> }>()
  for (const [language, months] of byLanguage)
    for (const [month, words] of months.entries())
      for (const word of words) {
        const of = meanings.get(word) ?? { all: new Set<number>(), common: new Set<number>() }
        of.all.add(month)
        if (COMMON.has(language)) of.common.add(month)
        meanings.set(word, of)
      }
  // A word of a common language stands there with its month, whatever it means elsewhere; one that common languages disagree on in neither.
  const common = range(12).map((month) =>
    [...meanings].flatMap(([word, of]) => (of.common.size === 1 && of.common.has(month) ? [word] : [])),
  )
  const isPlain = (word: string) => meanings.get(word)?.common.size === 1
  const others = range(12).map((month) =>
    [...meanings].flatMap(([word, of]) =>
      of.common.size === 0 && of.all.size === 1 && of.all.has(month) && !days.has(word) ? [word] : [],
    ),
  )
  const isDisputed = (word: string, month: number) =>
    isPlain(word) ? !meanings.get(word)?.common.has(month) : (meanings.get(word)?.all.size ?? 0) > 1 || days.has(word)
  const languages = [...byLanguage].filter(([, months]) =>
    months.some((words, month) => [...words].some((word) => isDisputed(word, month))),
  )
  return { common, others, languages: distinctLanguages(languages) }
}

/** Languages under two codes (fil and tl) once. */
function distinctLanguages(languages: readonly [string, Set<string>[]][]): [string, string[][]][] {
  const seen = new Set<string>()
  return languages.flatMap(([language, months]) => {
    const words = months.map((month) => [...month])
    const key = JSON.stringify(words)
    return seen.has(key) ? [] : (seen.add(key), [[language, words]])
  })
}

const joined = (months: readonly (readonly string[])[]) => months.map((words) => words.join(',')).join('|')

function monthNamesSource(locales: readonly string[]): string {
  const { common, others, languages } = tables(locales)
  const [am = [], pm = []] = distinct([9, 21].map((hour) => locales.map((locale) => halfDayOf(locale, hour))))
  const [hours = [], minutes = [], seconds = []] = unitsOf(locales)
  const [kilograms = [], pounds = []] = weightUnitsOf(locales)
  const persian = range(12).map((month) => [
    ...new Set(locales.filter((locale) => usesPersian(locale)).flatMap((locale) => monthsOf(locale, 'persian')[month] ?? [])),
  ])
  // 月 is the month itself: "8月".
  const between = [...new Set(locales.flatMap(wordsBetween))].filter((word) => /^[\p{L}\p{M}]+$/u.test(word) && word !== '月').sort(byCode)
  return `// Written by scripts/monthNames.ts from ICU ${process.versions.icu}. As plainText() writes words: months are divided by |, names by a comma.

/** Months of the languages most phones speak. */
export const COMMON_MONTHS = ${quoted(joined(common))}

/** Months of every other language. */
export const OTHER_MONTHS = ${quoted(joined(others))}

/** Every month of the languages that call one as another language calls another. */
export const LANGUAGES: Readonly<Record<string, string>> = {
${languages.map(([language, months]) => `  ${language}: ${quoted(joined(months))},`).join('\n')}
}

/** Months of the Persian calendar. */
export const PERSIAN_MONTHS = ${quoted(joined(persian))}

/** Days of the week in the languages most phones speak. */
export const WEEKDAYS = ${quoted(allWeekdays(locales).join(','))}

/** Words that stand in a date and say nothing: "24 de agosto de 2026", "2026年". */
export const DATE_WORDS = ${quoted(between.join(','))}

export const MORNING = ${quoted(am.join(','))}
export const AFTERNOON = ${quoted(pm.join(','))}

export const HOURS = ${quoted(hours.join(','))}
export const MINUTES = ${quoted(minutes.join(','))}
export const SECONDS = ${quoted(seconds.join(','))}

export const KILOGRAMS = ${quoted(kilograms.join(','))}
export const POUNDS = ${quoted(pounds.join(','))}
`
}

const usesPersian = (locale: string) => new Intl.DateTimeFormat(locale).resolvedOptions().calendar === 'persian'
const quoted = (text: string) => (text.includes("'") ? JSON.stringify(text) : `'${text}'`)

if (import.meta.main) {
  const locales = allLocales()
  const style = { semi: false, singleQuote: true, printWidth: 140, parser: 'typescript' }
  writeFileSync(join(import.meta.dirname, '../sync/import/monthNames.ts'), await format(monthNamesSource(locales), style))
  writeFileSync(join(import.meta.dirname, '../test/locales.txt'), `${locales.join(' ')}\n`)
}
