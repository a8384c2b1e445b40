import { checksum } from './checksum.ts'
import type { Stored } from './medium.ts'

/**
 * What one append stores as one record [J1]: an event, an operation to send (`enqueue`), and how operations ended (`settle`). Each must be
 * JSON. The journal reads none of them.
 */
export type Entry = { event?: unknown; enqueue?: unknown; settle?: unknown }

/** An entry with its number in the total order, and the wall clock when it was written (ms since 1970; for display, never for order). */
export type JournalRecord = Entry & { seq: number; at: number }

/** What the journal tells itself in a value, beside the entry. */
type Notes = {
  /** Sequence numbers this process tried and only some side took. */
  abandoned?: readonly number[]
  /** The last word of a generation: the journal goes on in this one. */
  movedTo?: number
}

/** What a stored value turned out to be. `foreign` was written by another version of the app, in a format or shape of its own, and is kept as it is. */
export type Decoded =
  | { kind: 'record'; record: JournalRecord; abandoned: readonly number[] }
  | { kind: 'moved'; movedTo: number }
  | { kind: 'foreign' }
  | { kind: 'unreadable' }

/** Version of the value format. */
const FORMAT = '1'
const KEY_DIGITS = 16
/** Far from what anybody will ever write, and from where numbers stop being exact: a greater key is garbage. */
const SEQ_MAX = 2 ** 52

/** The key of a record: its sequence number, zero-padded so that keys sort as numbers. */
export function keyOf(seq: number): string {
  return String(seq).padStart(KEY_DIGITS, '0')
}

/** The key under which a record is written again beside damaged copies of itself: nothing is ever rewritten. */
export function healingKeyOf(seq: number, copies: number): string {
  return keyOf(seq) + '+'.repeat(copies)
}

/** The sequence number a key stands for, or null when it is not one of ours. */
export function seqOf(key: string): number | null {
  const seq = /^\d{16}\+*$/.test(key) ? Number(key.slice(0, KEY_DIGITS)) : null
  return seq !== null && seq <= SEQ_MAX ? seq : null
}

/** `format|checksum|json`. The checksum is over the JSON, and the JSON names its own number. */
export function encode(record: JournalRecord, notes: Notes = {}): string {
  const json = JSON.stringify({ ...record, ...notes })
  return `${FORMAT}|${checksum(json)}|${json}`
}

/** Stands on every side before anything else counts. Without it, a lost history and one that never was look alike. */
export const founding: Stored = { key: keyOf(0), value: encode({ seq: 0, at: 0 }) }

/** Reads the stored value of a sequence number back; `vouched` spares the checksum. Garbage is an answer, never an exception. */
export function decode(seq: number, value: string, vouched = false): Decoded {
  const [, format, sum] = /^(\d+)\|([0-9a-f]{8})\|/.exec(value) ?? []
  if (!format) return { kind: 'unreadable' }
  const json = value.slice(format.length + 10)
  if (!vouched && checksum(json) !== sum) return { kind: 'unreadable' }
  if (format !== FORMAT) return { kind: 'foreign' }
  // Earlier ones stand as `format|checksum|seq|json`, the number before the JSON.
  const record = parse(json.replace(/^(\d+)\|{/, '{"seq":$1,'))
  if (record?.seq !== seq) return { kind: 'unreadable' }
  // The checksum says that it is whole, not that this version wrote it.
  if (!hasOwnShape(record)) return { kind: 'foreign' }
  const { abandoned = none, movedTo } = record
  if (movedTo !== undefined) return { kind: 'moved', movedTo }
  // Taken out rather than left out: a copy of every record made opening 4 % slower.
  if (record.abandoned) delete record.abandoned
  return { kind: 'record', record, abandoned }
}

/** [J5] Whether the journal's own members are what this version writes. What `event`, `enqueue` and `settle` hold is their readers' to judge. */
function hasOwnShape({ at, abandoned, movedTo }: JournalRecord & Notes): boolean {
  if (typeof at !== 'number') return false
  if (abandoned !== undefined && !(Array.isArray(abandoned) && abandoned.every(isSeq))) return false
  return movedTo === undefined || isSeq(movedTo)
}

const isSeq = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0

const none: readonly number[] = []

/** The JSON behind a checksum that held, or null. It only fails to parse when garbage met the checksum by chance. */
function parse(json: string): (JournalRecord & Notes) | null {
  try {
    return JSON.parse(json) as (JournalRecord & Notes) | null
  } catch {
    return null
  }
}
