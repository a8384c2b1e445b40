import { DATE_WORDS, WEEKDAYS } from './monthNames.ts'
import { isMonth, monthOf, persianMonthOf } from './months.ts'
import { monthKey, plainText } from './plainText.ts'

/** A day of the Gregorian calendar. */
export type CalendarDate = { year: number; month: number; day: number }

/** Which number of `03/04/2021` is the day. */
export type DateOrder = 'dmy' | 'mdy'

/**
 * How to read the dates of a file, from a person or from its other dates; null while unknown. `language` decides between months of the same
 * name.
 */
export type DateStyle = { order: DateOrder | null; language: string | null }

export const NO_STYLE: DateStyle = { order: null, language: null }

// Words for the Buddhist years of Thailand (พ.ศ. 2568, พุทธศักราช 2568), and what makes a number a day: 2nd, 3rd, 17th, 1er, den 3.
const between = new Set([...DATE_WORDS.split(','), 'พ', 'ศ', 'พศ', 'พุทธศักราช', 'nd', 'rd', 'th', 'er', 'den', 'гараг'])
const weekdays = new Set(WEEKDAYS.split(','))

/** Reads a date without its time of day. Null when the text is no date, or may be two. */
export function calendarDateOf(text: string, style: DateStyle): CalendarDate | null {
  const named = namedDateOf(text)
  if (named) return named.persian ? fromPersian(named) : western({ ...named, month: monthOf(named.key, style.language) ?? 0 })
  const numbers = numbersOf(text)
  if (!numbers) return null
  const [first, second, third] = numbers
  if (first.length === 4) return yearFirst({ year: Number(first), month: Number(second), day: Number(third) })
  if (style.order === null || first.length > 2 || (third.length !== 2 && third.length !== 4)) return null
  const [day, month] = style.order === 'dmy' ? [first, second] : [second, first]
  return western({ year: fullYear(third), month: Number(month), day: Number(day) })
}

/** The month of a date as it is written; null when it is a number. */
export function monthKeyIn(text: string): string | null {
  const named = namedDateOf(text)
  return named && !named.persian ? named.key : null
}

/** The two numbers of `03/04/2021` that may each be the day; null when the order is clear. */
export function dayOrMonthIn(text: string): readonly [number, number] | null {
  const numbers = namedDateOf(text) ? null : numbersOf(text)
  return numbers && numbers[0].length <= 2 ? [Number(numbers[0]), Number(numbers[1])] : null
}

type NamedDate = { year: number; day: number; key: string; persian: boolean }

/**
 * A date with the name of a month: consecutive words that are neither the day nor the year. All other words must be without meaning for the
 * date.
 */
function namedDateOf(text: string): NamedDate | null {
  return firstOf(tokensOf(text), namedDateIn)
}

function namedDateIn(tokens: readonly string[]): NamedDate | null {
  const years = placesOf(tokens, /^\d{4}$/)
  for (const year of years.length > 0 ? years : shortYear(tokens))
    for (const day of placesOf(tokens, /^\d{1,2}$/)) {
      const key = day === year ? null : monthBeside(tokens, day, year)
      if (key !== null) return { year: fullYear(tokens[year]!), day: Number(tokens[day]), key, persian: persianMonthOf(key) !== null }
    }
  return null
}

/** The longest run of words that is a month, if no other word has a meaning. */
function monthBeside(tokens: readonly string[], day: number, year: number): string | null {
  const isFree = (at: number): boolean => at === day || at === year || between.has(tokens[at]!)
  const needed = tokens.flatMap((_, at) => (isFree(at) ? [] : [at]))
  const [first, last] = [needed[0] ?? tokens.length - 1, needed.at(-1) ?? 0]
  for (let from = 0; from <= first; from++)
    for (let to = tokens.length - 1; to >= Math.max(from, last); to--) {
      if ((from <= day && day <= to) || (from <= year && year <= to)) continue
      const key = monthKey(tokens.slice(from, to + 1))
      if (!/^\d+$/.test(key) && isMonth(key)) return key
    }
  return null
}

/** The year of "13-Sep-21", as spreadsheets shorten it: the last of two numbers, after the month. */
function shortYear(tokens: readonly string[]): number[] {
  const isShort = tokens.length > 2 && /^\d{1,2}$/.test(tokens[0]!) && /^\d{2}$/.test(tokens.at(-1)!)
  return isShort ? [tokens.length - 1] : []
}

function placesOf(tokens: readonly string[], form: RegExp): number[] {
  return tokens.flatMap((token, at) => (form.test(token) ? [at] : []))
}

type ThreeNumbers = readonly [string, string, string]

function numbersOf(text: string): ThreeNumbers | null {
  return firstOf(tokensOf(text), numbersIn)
}

function numbersIn(tokens: readonly string[]): ThreeNumbers | null {
  const [first, second, third, ...more] = tokens.filter((token) => !between.has(token) && token !== '月')
  const all = [first, second, third]
  return more.length === 0 && all.every((token) => token !== undefined && /^\d{1,4}$/.test(token)) && second!.length <= 2
    ? (all as [string, string, string])
    : null
}

/** Reads the whole text, else the text without the day of the week at either end: "mar" is Tuesday and March. */
function firstOf<Read>(tokens: readonly string[], read: (tokens: readonly string[]) => Read | null): Read | null {
  const whole = read(tokens)
  if (whole !== null) return whole
  for (let count = WEEKDAY_WORDS_MAX; count > 0; count--) {
    if (weekdays.has(monthKey(tokens.slice(0, count)))) return read(tokens.slice(count))
    if (weekdays.has(monthKey(tokens.slice(-count)))) return read(tokens.slice(0, -count))
  }
  return null
}

const WEEKDAY_WORDS_MAX = 3

/** Divides words and numbers: "8月" is two tokens. A day of the week is divided from a word for day: "日金曜日", "วันศุกร์ที่". */
function tokensOf(text: string): string[] {
  return (
    plainText(text)
      .replace(/(?<=\d)日/g, '日 ')
      .replace(/ที่(?= )/g, '')
      .match(/\d+|[^\d ]+/g) ?? []
  )
}

/** Two digits are a year from 1970 on. */
function fullYear(digits: string): number {
  const year = Number(digits)
  return digits.length > 2 ? year : year + (year < 70 ? 2000 : 1900)
}

/** No workout is from the year 1404 or 2568: those are years of the Persian and of the Buddhist calendar. */
function yearFirst(date: CalendarDate): CalendarDate | null {
  return date.year >= 1375 && date.year <= 1425 ? persianDay(date) : western(date)
}

function western({ year, month, day }: CalendarDate): CalendarDate | null {
  const common = year >= 2450 && year <= 2650 ? year - 543 : year
  return isDay(common, month, day) ? { year: common, month, day } : null
}

/** Whether the date exists: no month 13, no 30 February. */
function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return year >= 1970 && month >= 1 && date.getUTCFullYear() === year && date.getUTCMonth() === month - 1
}

function fromPersian({ year, day, key }: NamedDate): CalendarDate | null {
  return persianDay({ year, month: persianMonthOf(key)!, day })
}

/** The Persian year 1400 began on 21 March 2021; eight years of 33 have one more day (exact from 1178 to 1633). */
function persianDay({ year, month, day }: CalendarDate): CalendarDate | null {
  const isLeap = (of: number): boolean => (25 * of + 11) % 33 < 8
  const daysInMonth = month <= 6 ? 31 : month < 12 || isLeap(year) ? 30 : 29
  if (year < 1340 || year > 1500 || month < 1 || month > 12 || day < 1 || day > daysInMonth) return null
  let days = day - 1 + Math.min(month - 1, 6) * 31 + Math.max(0, month - 7) * 30
  for (let before = 1400; before < year; before++) days += isLeap(before) ? 366 : 365
  for (let before = year; before < 1400; before++) days -= isLeap(before) ? 366 : 365
  const date = new Date(Date.UTC(2021, 2, 21 + days))
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}
