import { dayOrMonthIn, monthKeyIn, NO_STYLE, type DateOrder, type DateStyle } from './calendarDate.ts'
import { divideTime } from './clockTime.ts'
import { fileTimeOf, isSerial } from './fileTime.ts'
import { languagesOf } from './months.ts'

/**
 * What only a person can decide about a file's dates. `order`: whether `03/04/2021` is in April or in March; `proven` when some date has
 * only one reading. `language`: which month a word is, where languages disagree; one language for each reading. `samples` are dates as the
 * file has them.
 */
export type DateQuestion =
  | { asks: 'order'; proven: DateOrder | null; samples: readonly string[] }
  | { asks: 'language'; languages: readonly string[]; samples: readonly string[] }

/** How the dates of a file are read. `style` is null until a person has answered. */
export type FileDates = { style: DateStyle | null; question: DateQuestion | null; isOfNumbers: boolean }

const SAMPLES_MAX = 3

/**
 * Reads all dates of a file together, because one date may decide how to read another. `answer` is a person's answer. `isOfNumbers`: a
 * spreadsheet program wrote the dates as numbers of days.
 */
export function fileDatesOf(texts: Iterable<string>, answer: DateStyle | null = null): FileDates {
  const dates = [...new Set(texts)].filter((text) => text.trim() !== '')
  const isOfNumbers = dates.length > 0 && dates.filter(isSerial).length * 2 > dates.length
  const question = orderQuestion(dates) ?? languageQuestion(dates)
  if (question === null) return { style: { order: null, language: languagesIn(dates)[0] ?? null }, question, isOfNumbers }
  const proven = question.asks === 'order' && question.proven !== null ? { ...NO_STYLE, order: question.proven } : null
  return { style: answer ?? proven, question, isOfNumbers }
}

function orderQuestion(dates: readonly string[]): DateQuestion | null {
  const open = dates.flatMap((text) => {
    const pair = dayOrMonthIn(dateIn(text))
    return pair && isReadAs(text, 'dmy', 'mdy') ? [{ text, pair }] : []
  })
  if (open.length === 0) return null
  // A day above 12 cannot be a month.
  const dayFirst = open.some(({ pair: [first] }) => first > 12)
  const monthFirst = open.some(({ pair: [, second] }) => second > 12)
  const proven = dayFirst === monthFirst ? null : dayFirst ? 'dmy' : 'mdy'
  return { asks: 'order', proven, samples: open.slice(0, SAMPLES_MAX).map(({ text }) => text) }
}

function isReadAs(text: string, ...orders: readonly DateOrder[]): boolean {
  return orders.some((order) => fileTimeOf(text, { ...NO_STYLE, order }) !== null)
}

function languageQuestion(dates: readonly string[]): DateQuestion | null {
  const languages = languagesIn(dates).filter((language) => language !== null)
  if (languages.length < 2) return null
  const samples = dates.filter((text) => monthKeyIn(dateIn(text)) !== null && fileTimeOf(text) === null)
  return { asks: 'language', languages, samples: samples.slice(0, SAMPLES_MAX) }
}

function languagesIn(dates: readonly string[]): readonly (string | null)[] {
  return languagesOf(new Set(dates.flatMap((text) => monthKeyIn(dateIn(text)) ?? [])))
}

function dateIn(text: string): string {
  return divideTime(text)?.date ?? ''
}
