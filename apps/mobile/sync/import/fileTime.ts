import { latinDigits } from '../session/latinDigits.ts'
import { calendarDateOf, NO_STYLE, type CalendarDate, type DateStyle } from './calendarDate.ts'
import { divideTime, type ClockTime } from './clockTime.ts'

/**
 * A moment as an export writes it. `local` is the wall clock, `YYYY-MM-DDTHH:MM:SS`, the same on a device in any time zone. `day` is the
 * day of that wall clock. A moment in UTC is no wall clock: its `day` is the day on this device.
 */
export type FileTime = { local: string; at: string; day: string }

/**
 * Reads a moment in any language. Without an offset it is in the time zone of this device. Null when the text is no moment, or when it may
 * be two and `style` does not decide.
 */
export function fileTimeOf(text: string, style: DateStyle = NO_STYLE): FileTime | null {
  if (text.trim() === '') return null
  if (isSerial(text)) return serialTime(text)
  const divided = divideTime(text)
  const date = divided && calendarDateOf(divided.date, style)
  return date ? momentOf(date, divided.clock, divided.offset) : null
}

/** Whether a spreadsheet program wrote the moment as a number: days since 30 December 1899, for the years 1970 to 2118. */
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
