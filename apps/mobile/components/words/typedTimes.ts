import { storableStart } from '@holdfast/contract'
import type { WorkoutTimes } from '../../sync/session/workoutTimes.ts'
import { typedText } from '../../sync/session/typedText.ts'
import { lengthMs } from '../../sync/session/workoutTimes.ts'
import { clockWords, durationWords, shortDayWords } from './times.ts'
import { localDay } from '../../sync/session/localDay.ts'

/** The texts of the two fields: the start and the length of a workout. */
export type TimeTexts = { start: string; length: string }

/** What a person typed: times, null when nothing was changed, or a mistake to explain. */
export type TypedTimes = { kind: 'times'; times: WorkoutTimes | null } | { kind: 'bad'; why: string }

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const WEEK_MS = 7 * DAY_MS
/** A typed start may be on the other side of midnight if it is this near. */
const NEAR_MS = 3 * HOUR_MS

type ClockTime = { hour: number; minute: number }
const MIDNIGHT: ClockTime = { hour: 0, minute: 0 }

/** "Thu 26 Nov, 18:07 to 18:56 · 49 min". Without the times if they are on another day than the workout's own. */
export function timesWords(times: WorkoutTimes, day: string, nowMs: number): string {
  const [startMs, endMs] = [Date.parse(times.startedAt), Date.parse(times.completedAt)]
  const ms = lengthMs(times)
  const clocks = ms !== null && localDay(startMs) === day ? `, ${clockWords(startMs)} to ${clockWords(endMs)}` : ''
  return `${shortDayWords(day, nowMs)}${clocks}${ms === null ? '' : ` · ${durationWords(ms)}`}`
}

/** The initial texts of the fields: as the person's locale writes them, if that can be read again. */
export function textsOf(times: WorkoutTimes): TimeTexts {
  const startMs = Date.parse(times.startedAt)
  const date = new Date(startMs)
  const own = clockWords(startMs)
  const read = parseClock(own)
  const isReadable = read?.hour === date.getHours() && read.minute === date.getMinutes()
  const plain = [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':')
  const ms = lengthMs(times)
  return { start: isReadable ? own : plain, length: ms === null ? '' : durationWords(ms) }
}

/**
 * Reads the fields of a workout of that local day (`YYYY-MM-DD`) whose times were `before`. An unchanged field keeps its exact value. There
 * is no field for the day. So a start that a wrong clock put on another day moves to the workout's own day, changed or not.
 */
export function typedTimes(before: WorkoutTimes, typed: TimeTexts, nowMs: number, day: string): TypedTimes {
  const shown = textsOf(before)
  const beganMs = Date.parse(before.startedAt)
  const today = localDay(nowMs)
  const isOff = beganMs > nowMs + MINUTE_MS || beganMs < atClock(day < today ? day : today, MIDNIGHT) - WEEK_MS
  if (!isOff && typed.start === shown.start && typed.length === shown.length) return { kind: 'times', times: null }
  const clock = parseClock(typed.start)
  if (!clock) return { kind: 'bad', why: `${notRead(typed.start, 'a time of day')}Type the start like 18:30.` }
  const length = typed.length === shown.length ? lengthMs(before) : parseLengthMs(typed.length)
  if (length === null) return { kind: 'bad', why: `${notRead(typed.length, 'a length')}Type how long it took, like 52 min or 1 h 10 min.` }
  if (length < MINUTE_MS && typed.length !== shown.length) return { kind: 'bad', why: 'A workout lasts at least a minute.' }
  if (length > DAY_MS && typed.length !== shown.length) return { kind: 'bad', why: 'A workout lasts 24 hours at most. Check the length.' }
  const startMs = isOff ? onOwnDay(day, clock, length, nowMs) : typed.start === shown.start ? beganMs : startNear(beganMs, clock)
  if (startMs + length > nowMs + MINUTE_MS) return { kind: 'bad', why: 'That would end in the future. Check the start and the length.' }
  const iso = (ms: number) => new Date(ms).toISOString()
  return { kind: 'times', times: { startedAt: iso(startMs), completedAt: iso(startMs + length) } }
}

/** That time of day on the day of `fromMs`, or on the day before or after it if that is just across midnight. */
function startNear(fromMs: number, clock: ClockTime): number {
  const from = new Date(fromMs)
  const on = (days: number) => new Date(from.getFullYear(), from.getMonth(), from.getDate() + days, clock.hour, clock.minute).getTime()
  return nearest([on(-1), on(1)].find((ms) => Math.abs(ms - fromMs) <= NEAR_MS) ?? on(0), fromMs)
}

/** The moment nearest to `fromMs` at which the local clock shows the same as at `ms`: in an hour that occurs twice there are two. */
function nearest(ms: number, fromMs: number): number {
  const again = ms + HOUR_MS
  return new Date(again).getHours() === new Date(ms).getHours() && Math.abs(again - fromMs) < Math.abs(ms - fromMs) ? again : ms
}

/** That time of day on the workout's own day. A day in the future is from a wrong clock too: then the latest day that fits. */
function onOwnDay(day: string, clock: ClockTime, length: number, nowMs: number): number {
  const today = localDay(nowMs)
  const startMs = atClock(day <= today ? day : today, clock)
  return day > today && startMs + length > nowMs + MINUTE_MS ? atClock(localDay(nowMs - DAY_MS), clock) : startMs
}

/** "18:30", "18.30", "1830", "18h30", "6:30 pm", "6pm"; null when it is no time of day. */
function parseClock(text: string): ClockTime | null {
  const match = /^(\d{1,2})(?:\s?[:.h]\s?(\d{2})|(\d{2})|\s?h)?\s?(?:([ap])\.?\s?m\.?)?$/.exec(plain(text))
  if (!match) return null
  const [, hours, divided, joined, half] = match
  const [said, minute] = [Number(hours), Number(divided ?? joined ?? 0)]
  if (minute > 59 || said > (half ? 12 : 23) || (half && said === 0)) return null
  return { hour: half ? (said % 12) + (half === 'p' ? 12 : 0) : said, minute }
}

/** "52", "52 min", "1 h 04 min", "1h4", "1:04", "1.5 h"; null when it is no length. */
function parseLengthMs(text: string): number | null {
  const typed = plain(text)
  const hours = /^(\d{1,3}(?:[.,]\d{1,2})?) ?h[a-z]*\.?$/.exec(typed)
  if (hours) return Math.round(Number(hours[1]!.replace(',', '.')) * 60) * MINUTE_MS
  const minutes = /^(\d{1,5})(?: ?m[a-z]*\.?)?$/.exec(typed)
  if (minutes) return Number(minutes[1]) * MINUTE_MS
  const both = /^(\d{1,3})(?::| ?h[a-z]*\.? ?)([0-5]?\d)(?: ?m[a-z]*\.?)?$/.exec(typed)
  return both ? Number(both[1]) * HOUR_MS + Number(both[2]) * MINUTE_MS : null
}

function atClock(day: string, { hour, minute }: ClockTime): number {
  return new Date(`${day}T00:00:00`).setHours(hour, minute)
}

function plain(text: string): string {
  return typedText(text).toLowerCase().replace(/\s+/g, ' ')
}

/** Says that the typed text, shortened, is not what the field asks for; for an empty field it only asks. */
function notRead(text: string, what: string): string {
  const typed = text.trim()
  return typed === '' ? '' : `“${typed.length > 12 ? `${storableStart(typed, 12)}…` : typed}” isn't ${what}. `
}
