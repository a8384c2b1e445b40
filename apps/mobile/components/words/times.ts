import { localDay } from '../../sync/session/localDay.ts'

const dayMs = 86_400_000

/** "18:07" as the person's locale writes it. */
export function clockWords(ms: number): string {
  return new Date(ms).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
}

/** "18:07" today, "yesterday 18:07", "Tuesday 18:07" within a week, else with the date. */
export function whenWords(ms: number, nowMs: number): string {
  const days = dayNumber(nowMs) - dayNumber(ms)
  const clock = clockWords(ms)
  if (days === 0) return clock
  if (days === 1) return `yesterday ${clock}`
  if (days > 1 && days < 7) return `${new Date(ms).toLocaleDateString('en', { weekday: 'long' })} ${clock}`
  return `${new Date(ms).toLocaleDateString('en', { day: 'numeric', month: 'short' })} ${clock}`
}

/** A planned day relative to today: "Today", "Tomorrow", "Tuesday", "12 Jan". */
export function dayWords(localDate: string, today: string): string {
  const days = Math.round((Date.parse(localDate) - Date.parse(today)) / dayMs)
  if (days === 0) return 'Today'
  if (days === 1) return 'Tomorrow'
  if (days === -1) return 'Yesterday'
  const date = new Date(`${localDate}T12:00:00`)
  if (days > 1 && days < 7) return date.toLocaleDateString('en', { weekday: 'long' })
  if (days < -1 && days > -7) return `Last ${date.toLocaleDateString('en', { weekday: 'long' })}`
  return date.toLocaleDateString('en', { day: 'numeric', month: 'short' })
}

/** The name of an unplanned workout: by the part of the day it begins in. */
export function workoutTitle(ms: number): string {
  const hour = new Date(ms).getHours()
  return hour >= 4 && hour < 12 ? 'Morning workout' : hour >= 12 && hour < 18 ? 'Afternoon workout' : 'Evening workout'
}

/** "24:10" or "1:04:10": how long a workout has been going on; never negative, whatever the clock did. */
export function elapsedWords(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

/** "52 min" or "1 h 04 min" for a finished workout; "under 1 min" for a shorter one. */
export function durationWords(ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000))
  if (minutes === 0) return 'under 1 min'
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}

function dayNumber(ms: number): number {
  return Math.round(Date.parse(localDay(ms)) / dayMs)
}

/** "November 2026", the month of a local calendar day. */
export function monthWords(localDate: string): string {
  const [year, month] = localDate.split('-')
  return `${months[Number(month) - 1]} ${year}`
}

/** "Tue 24 Nov" for a local calendar day, with the year if it is not today's. */
export function shortDayWords(localDate: string, nowMs: number): string {
  const [year, month, day] = localDate.split('-')
  const weekday = weekdays[new Date(Date.parse(localDate)).getUTCDay()]
  const inYear = Number(year) === new Date(nowMs).getFullYear() ? '' : ` ${year}`
  return `${weekday} ${Number(day)} ${months[Number(month) - 1]!.slice(0, 3)}${inYear}`
}

// Listed here, because the system's formatter is noticeably slow in a list of years.
const months = 'January February March April May June July August September October November December'.split(' ')
const weekdays = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ')

/** "12 January 2027" for a local calendar day. */
export function fullDayWords(localDate: string): string {
  const [year, month, day] = localDate.split('-')
  return `${Number(day)} ${months[Number(month) - 1]} ${year}`
}
