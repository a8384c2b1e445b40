import { latinDigits } from '../latinDigits.ts'
import { calendarDateOf, NO_STYLE, type CalendarDate, type DateStyle } from './calendarDate.ts'
import { divideTime, type ClockTime } from './clockTime.ts'
import { HOURS, MINUTES, SECONDS } from './monthNames.ts'
import { plainText } from './plainText.ts'

/**
 * A moment as an export writes it. `local` is the wall clock, `YYYY-MM-DDTHH:MM:SS`: the same on a device in any time zone. `day` is the day
 * it was there; of a moment in UTC, which is no wall clock, the day it was on this device.
 */
export type FileTime = { local: string; at: string; day: string }

/**
 * Reads a moment in any language; one without an offset is taken in the time zone of this device. Null when it is none, and when it may be
 * two and `style` does not say which.
 */
export function fileTimeOf(text: string, style: DateStyle = NO_STYLE): FileTime | null {
  if (text.trim() === '') return null
  if (isSerial(text)) return serialTime(text)
  const divided = divideTime(text)
  const date = divided && calendarDateOf(divided.date, style)
  return date ? momentOf(date, divided.clock, divided.offset) : null
}

/** Whether a spreadsheet program wrote the moment as a number: days since 30 December 1899, of the years 1970 to 2118. */
export function isSerial(text: string): boolean {
  return (
    /^\d{5}([.,]\d+)?$/.test(latinDigits(text).trim()) &&
    Number(latinDigits(text).trim().slice(0, 5)) >= 25_569 &&
    Number(latinDigits(text).trim().slice(0, 5)) < 80_000
  )
}

function serialTime(text: string): FileTime | null {
  const days = Number(latinDigits(text).trim().replace(',', '.'))
  const date = new Date(Date.UTC(1899, 11, 30) + Math.round(days * 86_400) * 1000)
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
  return momentOf({ year, month, day }, { hour: date.getUTCHours(), minute: date.getUTCMinutes(), second: date.getUTCSeconds() }, '')
}

function momentOf({ year, month, day }: CalendarDate, { hour, minute, second }: ClockTime, offset: string): FileTime | null {
  const two = (value: number) => String(value).padStart(2, '0')
  const local = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`
  const at = new Date(`${local}${offset}`)
  if (Number.isNaN(at.getTime())) return null
  const isUtc = /^(Z|[+-]00:00)$/.test(offset)
  const here = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return { local, at: at.toISOString(), day: isUtc ? here : local.slice(0, 10) }
}

const units: readonly { seconds: number; words: ReadonlySet<string> }[] = [
  { seconds: 3600, words: new Set(HOURS.split(',')) },
  { seconds: 60, words: new Set(MINUTES.split(',')) },
  { seconds: 1, words: new Set(SECONDS.split(',')) },
]

/**
 * "1h 7m", "1h5", "62m", "1 Std. 39 Min.", "1時間5分", "1:05:00" or plain seconds, in milliseconds. Null when it is none of these, and when
 * a word may be two units.
 */
export function durationMsOf(text: string): number | null {
  const latin = latinDigits(text).trim()
  if (/^\d+([.,]\d+)?$/.test(latin)) return Math.round(Number(latin.replace(',', '.'))) * 1000
  const clock = /^(\d+):(\d{2})(?::(\d{2}))?$/.exec(latin)
  if (clock) return (Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0)) * 1000
  const parts = [...plainText(text).matchAll(/(\d+) ?([^\d]*)/g)].map(([, amount, word]) => ({
    amount: Number(amount),
    word: word!.trim(),
  }))
  if (parts.length === 0 || !/^\d/.test(plainText(text))) return null
  const sums = secondsOf(parts, 0)
  return sums.length === 1 ? sums[0]! * 1000 : null
}

/** Every way to read amounts of ever smaller units. A last amount without a unit is of the next smaller one: "1h5". */
function secondsOf([part, ...others]: readonly { amount: number; word: string }[], from: number): number[] {
  if (!part) return [0]
  return units.flatMap(({ seconds, words }, at) => {
    const isUnit = part.word === '' ? others.length === 0 && at === from && from > 0 : words.has(part.word)
    return at >= from && isUnit ? secondsOf(others, at + 1).map((rest) => part.amount * seconds + rest) : []
  })
}
