import { latinDigits } from '../session/latinDigits.ts'
import { AFTERNOON, DATE_WORDS, MORNING } from './monthNames.ts'
import { plainText } from './plainText.ts'

/** A time of day. */
export type ClockTime = { hour: number; minute: number; second: number }

const MIDNIGHT: ClockTime = { hour: 0, minute: 0, second: 0 }
const morning = new Set(MORNING.split(','))
const afternoon = new Set(AFTERNOON.split(','))
const beside = new Set([...DATE_WORDS.split(','), 'uhr', 'น'])

const CLOCK = /^(.*?)(\d{1,2})([:.]| ?h ?)(\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?(?!\d)([^\d]*)$/su
/** What may follow a time: "Z", " UTC", "+02:00", "-05", " GMT+0100 (Central European Standard Time)". */
const OFFSET = /(:\d{2}(?:[.,]\d+)?)\s*(?:(z|utc|gmt)|(?:utc|gmt)?([+-]\d{2})(?::?(\d{2}))?)(?:\s*[[(][^\])]*[\])])?$/i

/** A text divided into its date and its time of day. `offset` is `Z` or `+02:00`; empty when the text has none. */
export type DividedTime = { date: string; clock: ClockTime; offset: string }

/** Divides "22 Nov 2026, 6:07 PM". A text without a time is midnight. Null when what looks like a time is not one. */
export function divideTime(text: string): DividedTime | null {
  const latin = latinDigits(text)
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
  const zone = OFFSET.exec(latin)
  const offset = zone === null ? '' : zone[2] ? 'Z' : `${zone[3]}:${zone[4] ?? '00'}`
  const match = clockIn(zone === null ? latin : latin.slice(0, zone.index) + zone[1])
  if (!match) return { date: latin, clock: MIDNIGHT, offset: '' }
  const [, before = '', hh = '', , mm = '', ss = '0', after = ''] = match
  const dated = plainText(before.replace(/(?<=\d)t$/i, '')).split(' ')
  // A comma divides the date from the time, so what is before it is not AM or PM: "P," is a Friday in Hungarian.
  const ahead = /,\s*$/.test(before) ? { half: null, words: dated } : halfDayAt(dated, 'end')
  const behind = halfDayAt(plainText(after).split(' '), 'start')
  if (behind.words.some((word) => word !== '' && !beside.has(word)) || (ahead.half && behind.half)) return null
  const half = ahead.half ?? behind.half
  const hour = half === null ? Number(hh) : (Number(hh) % 12) + (half === 'pm' ? 12 : 0)
  const clock = { hour, minute: Number(mm), second: Number(ss) }
  const isClock = hour < 24 && clock.minute < 60 && clock.second < 60 && (half === null || Number(hh) <= 12)
  return isClock ? { date: ahead.half === null ? before.replace(/(?<=\d)t$/i, '') : ahead.words.join(' '), clock, offset } : null
}

/**
 * The time at the end of a text, after a date but not a part of it. "10.41" must be separated by a blank or a comma; "13.09.2021" is a
 * date.
 */
function clockIn(text: string): RegExpExecArray | null {
  let from = 0
  for (;;) {
    const match = CLOCK.exec(text.slice(from))
    if (!match) return null
    const before = text.slice(0, from) + match[1]!
    const isOnItsOwn = match[3] === ':' ? /[^\d.:]$/.test(before) : /[\s,]$/.test(before)
    if (isOnItsOwn) {
      match[1] = before
      return match
    }
    from = before.length + 1
  }
}

type HalfDay = { half: 'am' | 'pm' | null; words: readonly string[] }

/** AM or PM at one end of some words, in any language, and the other words. Some languages need two or three words. */
function halfDayAt(words: readonly string[], end: 'start' | 'end'): HalfDay {
  for (const length of [3, 2, 1]) {
    if (words.length < length) continue
    const at = end === 'start' ? 0 : words.length - length
    const name = words.slice(at, at + length).join(' ')
    const half = morning.has(name) ? 'am' : afternoon.has(name) ? 'pm' : null
    // A word before the time in one language may be AM in another: "24 Ionawr 2025 am 10:00" is Welsh for "at".
    if (half !== null && (end === 'start' || !beside.has(name)))
      return { half, words: [...words.slice(0, at), ...words.slice(at + length)] }
  }
  return { half: null, words }
}
