import { latinDigits } from '../session/latinDigits.ts'
import { divideTime } from './clockTime.ts'
import { fileTimeOf, isSerial } from './fileTime.ts'

/**
 * Joins a date and a time of day from two columns into one text. Spreadsheet programs write either of them as a whole moment or as a number
 * of days: "2025-01-17 00:00:00" and "18:47", "45674" and "0.7826", "1899-12-30 18:47:00" for a time.
 */
export function joinedMoment(date: string, time: string): string {
  if (time === '') return date
  const clock = clockOf(time)
  if (isMoment(clock)) return clock
  return hasTime(date) ? date : `${dayOf(date)} ${clock}`
}

/** The first days in the calendars of spreadsheet programs. */
const FIRST_DAYS = /^(1899-12-3[01]|1900-01-0[01]|1904-01-01)[T ]/
const DAY_S = 86_400

/** A time of day without the day that a program put before it. A fraction of a day becomes hours, minutes and seconds. */
function clockOf(time: string): string {
  const latin = latinDigits(time).trim()
  if (!/^0?[.,]\d+$|^0$/.test(latin)) return latin.replace(FIRST_DAYS, '')
  const seconds = Math.round(Number(latin.replace(',', '.')) * DAY_S) % DAY_S
  return new Date(seconds * 1000).toISOString().slice(11, 19)
}

/** Whether the text contains a date before the time. */
function isMoment(clock: string): boolean {
  const date = divideTime(clock)?.date ?? ''
  return isSerial(clock) || (/\d/.test(date) && date !== clock)
}

function hasTime(date: string): boolean {
  const { hour, minute, second } = divideTime(date)?.clock ?? { hour: 0, minute: 0, second: 0 }
  return hour + minute + second > 0
}

/** A date without the midnight that a program added. */
function dayOf(date: string): string {
  if (isSerial(date)) return fileTimeOf(date)?.day ?? date
  return divideTime(date)?.date.trim() ?? date
}
