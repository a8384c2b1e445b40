import { latinDigits } from '../session/latinDigits.ts'
import { HOURS, MINUTES, SECONDS } from './monthNames.ts'
import { plainText } from './plainText.ts'
import type { Unit } from './unitWords.ts'

/** How a file writes durations, in seconds: the unit of a plain number, and the unit of the first number of "45:30". */
export type DurationStyle = { number: number; clock: number }

const HOUR = 3600
const MINUTE = 60

export const SECONDS_AND_HOURS: DurationStyle = { number: 1, clock: HOUR }

/** No workout is shorter than this many seconds, or as long as this many hours. A file of such durations means minutes. */
const SHORTEST_S = 300
const LONGEST_H = 8

/**
 * How a file writes durations: by the unit in the column's name, else so that most durations make sense. "62" is minutes when most numbers
 * are as small. "45:30" is minutes and seconds when most would otherwise be hours of training that nobody does.
 */
export function durationStyleOf(texts: Iterable<string>, unit: Unit | null): DurationStyle {
  const all = [...new Set(texts)].map((text) => latinDigits(text).trim())
  const numbers = all.flatMap((text) => (isNumber(text) ? valueOf(text) || [] : []))
  const hours = all.flatMap((text) => (/^\d+:\d{2}$/.test(text) ? Number.parseInt(text, 10) || [] : []))
  const isMost = (some: readonly number[], of: readonly number[]): boolean => some.length * 2 > of.length
  const areMinutes = isMost(
    numbers.filter((value) => value < SHORTEST_S),
    numbers,
  )
  const areLong = isMost(
    hours.filter((value) => value >= LONGEST_H),
    hours,
  )
  return { number: secondsIn(unit) ?? (areMinutes ? MINUTE : 1), clock: areLong ? MINUTE : HOUR }
}

function secondsIn(unit: Unit | null): number | null {
  return unit === 'hour' ? HOUR : unit === 'minute' ? MINUTE : unit === 'second' ? 1 : null
}

const isNumber = (text: string): boolean => /^\d+([.,]\d+)?$/.test(text)
const valueOf = (text: string): number => Number(text.replace(',', '.'))

const units: readonly { seconds: number; words: ReadonlySet<string> }[] = [
  { seconds: HOUR, words: new Set(HOURS.split(',')) },
  { seconds: MINUTE, words: new Set(MINUTES.split(',')) },
  { seconds: 1, words: new Set(SECONDS.split(',')) },
]

/**
 * A duration in milliseconds: "1h 7m", "1h5", "62m", "1.5 h", "1 Std. 39 Min.", "1時間5分", "PT1H5M", "1:05:00" or a plain number. Null when
 * it is none of these, and when a word may be two units.
 */
export function durationMsOf(text: string, style: DurationStyle = SECONDS_AND_HOURS): number | null {
  const latin = latinDigits(text).trim()
  if (isNumber(latin)) return Math.round(valueOf(latin) * style.number) * 1000
  const clock = /^(\d+):(\d{2})(?::(\d{2}))?$/.exec(latin)
  if (clock?.[3] !== undefined) return (Number(clock[1]) * HOUR + Number(clock[2]) * MINUTE + Number(clock[3])) * 1000
  if (clock) return (Number(clock[1]) * style.clock + (Number(clock[2]) * style.clock) / 60) * 1000
  return inWordsMs(latin)
}

function inWordsMs(latin: string): number | null {
  const spelled = latin.replace(/^pt(?=\d)/i, '')
  const parts = [...spelled.matchAll(/(\d+(?:[.,]\d+)?)([^\d]*)/g)].map(([, amount, word]) => ({
    amount: valueOf(amount!),
    word: plainText(word!),
  }))
  if (parts.length === 0 || !/^\d/.test(spelled)) return null
  const sums = secondsOf(parts, 0)
  return sums.length === 1 ? Math.round(sums[0]!) * 1000 : null
}

/** Every way to read amounts with smaller and smaller units. A last amount without a unit has the next smaller one: "1h5". */
function secondsOf([part, ...others]: readonly { amount: number; word: string }[], from: number): number[] {
  if (!part) return [0]
  return units.flatMap(({ seconds, words }, at) => {
    const isUnit = part.word === '' ? others.length === 0 && at === from && from > 0 : isWordOf(words, part.word, others.length > 0)
    return at >= from && isUnit ? secondsOf(others, at + 1).map((rest) => part.amount * seconds + rest) : []
  })
}

/** Whether a word is a unit. Before another amount it may end with a word for "and": "1 hour and 5 minutes". */
function isWordOf(words: ReadonlySet<string>, word: string, isJoined: boolean): boolean {
  return words.has(word) || (isJoined && JOINING.test(word) && words.has(word.replace(JOINING, '')))
}

const JOINING = / (and|und|et|y|e|en|och|og|ja|i|и|та|ve|va|і)$/
