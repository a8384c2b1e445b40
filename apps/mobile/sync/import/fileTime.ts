/** A moment as an export writes it. `local` is the wall clock, `YYYY-MM-DDTHH:MM:SS`: the same on a device in any time zone. */
export type FileTime = { local: string; at: string }

const HM = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?`
const PATTERNS: readonly { pattern: RegExp; order: 'ymd' | 'dmy' | 'mdy' }[] = [
  // 2025-01-17 18:47:56, with or without seconds, T, offset
  { pattern: new RegExp(String.raw`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]${HM})?()\s*(z|[+-]\d{2}:?\d{2})?$`), order: 'ymd' },
  // 22 Nov 2026, 18:07
  { pattern: new RegExp(String.raw`^(\d{1,2})\.? (?:de )?(\p{L}+)\.? (?:de )?(\d{4}),? ${HM}\s*([ap]\.?m\.?)?()$`, 'u'), order: 'dmy' },
  // Nov 22, 2026, 6:07 PM
  { pattern: new RegExp(String.raw`^(\p{L}+)\.? (\d{1,2}),? (\d{4}),? ${HM}\s*([ap]\.?m\.?)?()$`, 'u'), order: 'mdy' },
]

/** How months begin in English, German, French, Spanish, Italian and Portuguese, without accents: Hevy writes the phone's language. */
const MONTHS: readonly RegExp[] = [
  /^(jan|ene|gen)/,
  /^(feb|fev)/,
  /^mar/,
  /^(apr|avr|abr)/,
  /^ma[yig]/,
  /^(jun|juin|giu)/,
  /^(jul|juil|lug)/,
  /^(aug|aou|ago)/,
  /^(sep|set)/,
  /^(oct|okt|ott|out)/,
  /^nov/,
  /^(dec|dez|dic)/,
]

/** Reads a moment; one without an offset is taken in the time zone of this device. Null when it is none. */
export function fileTimeOf(text: string): FileTime | null {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').trim().replace(/\s+/g, ' ').toLowerCase()
  for (const { pattern, order } of PATTERNS) {
    const match = pattern.exec(plain)
    if (match) return timeOf(match, order)
  }
  return null
}

function timeOf(match: RegExpExecArray, order: 'ymd' | 'dmy' | 'mdy'): FileTime | null {
  const [, first = '', second = '', third = '', hh = '0', mm = '0', ss = '0', half = '', offset = ''] = match
  const [y, m, d] = order === 'ymd' ? [first, second, third] : order === 'dmy' ? [third, second, first] : [third, first, second]
  const month = /^\d/.test(m) ? Number(m) : MONTHS.findIndex((begins) => begins.test(m)) + 1
  const hour = half === '' ? Number(hh) : (Number(hh) % 12) + (half.startsWith('p') ? 12 : 0)
  const parts = [Number(y), month, Number(d), hour, Number(mm), Number(ss)] as const
  if (!isMoment(parts) || (half !== '' && Number(hh) > 12)) return null
  const [year, , day] = parts
  const two = (value: number) => String(value).padStart(2, '0')
  const local = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(parts[4])}:${two(parts[5])}`
  const zoned = offset === '' ? new Date(local) : new Date(`${local}${offset === 'z' ? 'Z' : offset.replace(/^(...)(..)$/, '$1:$2')}`)
  return Number.isNaN(zoned.getTime()) ? null : { local, at: zoned.toISOString() }
}

/** Whether the calendar and the clock have it: no month 13, no 30 February, no 24:00. */
function isMoment([year, month, day, hour, minute, second]: readonly [number, number, number, number, number, number]): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return year >= 1970 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60
}

/** "1h 7m", "45m", "62m", "1h 2m 3s", "1:05:00" or plain seconds, in milliseconds. Null when it is none of these. */
export function durationMsOf(text: string): number | null {
  const plain = text.trim().toLowerCase()
  if (/^\d+(\.\d+)?$/.test(plain)) return Math.round(Number(plain)) * 1000
  const clock = /^(\d+):(\d{2})(?::(\d{2}))?$/.exec(plain)
  if (clock) return (Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0)) * 1000
  const words = /^(?:(\d+)\s*h\w*)?\s*(?:(\d+)\s*m\w*)?\s*(?:(\d+)\s*s\w*)?$/.exec(plain)
  if (!words || plain === '') return null
  const [, hours = '0', minutes = '0', seconds = '0'] = words
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000
}
