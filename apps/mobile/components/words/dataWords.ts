import type { Verified } from '@holdfast/journal/verify'
import { count, grouped } from './amounts.ts'

/** The result of reading everything again, as a title and its details. */
export function verifiedWords(
  { records, lost, poorer, quarantined }: Verified,
  sets: number,
): { ok: boolean; title: string; body: string } {
  const read = `Read again just now: ${countGrouped(records, 'entry', 'entries')}, each with its checksum.`
  if (lost + quarantined === 0) {
    const repair =
      poorer > 0
        ? ` ${countGrouped(poorer, 'copy is', 'copies are')} missing on one side; the next start writes ${poorer === 1 ? 'it' : 'them'} again.`
        : ''
    return { ok: true, title: `${countGrouped(sets, 'set', 'sets')}, all accounted for`, body: `${read}${repair}` }
  }
  const parts = [
    ...(lost > 0 ? [`${countGrouped(lost, 'entry', 'entries')} could not be read again as written.`] : []),
    ...(quarantined > 0 ? [`${countGrouped(quarantined, 'entry', 'entries')} can't be read by this version and stay as they are.`] : []),
  ]
  return {
    ok: false,
    title: 'Not everything could be read again',
    body: `${parts.join(' ')} Export everything now: the file holds all there is.`,
  }
}

/** "1.4 MB", "62 GB". */
export function bytesWords(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let at = 0
  while (value >= 1000 && at < units.length - 1) {
    value /= 1000
    at++
  }
  return `${value < 10 && at > 0 ? Math.round(value * 10) / 10 : Math.round(value)} ${units[at]}`
}

/** Little space is left. `here` is "on this phone". */
export function lowSpaceWords(freeBytes: number, here: string): { title: string; body: string } {
  return {
    title: `Little room is left ${here}: ${bytesWords(freeBytes)}`,
    body: 'A set takes next to nothing, but a full storage can save none. Make room before you train; what you logged stays.',
  }
}

/** "44 sessions, until 12 January", or without an end. */
export function keptWords(sessions: number, until: string | null): string {
  return until === null ? count(sessions, 'session') : `${count(sessions, 'session')}, until ${until}`
}

function countGrouped(amount: number, one: string, many: string): string {
  return `${grouped(amount)} ${amount === 1 ? one : many}`
}
