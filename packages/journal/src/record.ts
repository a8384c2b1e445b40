import { checksum } from './checksum.ts'
import type { Stored } from './medium.ts'

/**
 * What one append stores as one record [J1]: an event, an operation to send (`enqueue`), and how operations ended (`settle`). Each must be
 * JSON. The journal reads none of them.
 */
export type Entry = { event?: unknown; enqueue?: unknown; settle?: unknown }

/** An entry with its number in the total order, and the wall clock when it was written (ms since 1970; for display, never for order). */
export type JournalRecord = Entry & { seq: number; at: number }

/** What the journal itself stores in a value, beside the entry. */
type Notes = {
  /** [J4] Numbers of refused appends that some replica holds all the same: a reader leaves them out. */
  abandoned?: readonly number[]
  /** [J13] Makes this the pointer record: the journal goes on in the generation with this number. */
  movedTo?: number
}

/**
 * What a stored value is. `moved`: a pointer record. `foreign`: another version wrote it, in a format or shape of its own; it is
 * quarantined [J12].
 */
export type Decoded =
  | { kind: 'record'; record: JournalRecord; abandoned: readonly number[] }
  | { kind: 'moved'; movedTo: number }
  | { kind: 'foreign' }
  | { kind: 'unreadable' }

/** Version of the value format. */
const FORMAT = '1'
const KEY_DIGITS = 16
/** No journal grows as large, and numbers are exact up to here. A key with a greater number is garbage. */
const SEQ_MAX = 2 ** 52

/** The key of a record: its `seq`, zero-padded to 16 digits, so that keys sort as numbers. */
export function keyOf(seq: number): string {
  return String(seq).padStart(KEY_DIGITS, '0')
}

/** [J6] The key of a repaired copy: that of the record, and a plus for each damaged copy on the same replica. No key is written twice. */
export function repairKeyOf(seq: number, copies: number): string {
  return keyOf(seq) + '+'.repeat(copies)
}

/** The `seq` in a key, or null when the key is not one of the journal's. */
export function seqOf(key: string): number | null {
  const seq = /^\d{16}\+*$/.test(key) ? Number(key.slice(0, KEY_DIGITS)) : null
  return seq !== null && seq <= SEQ_MAX ? seq : null
}

/**
 * The stored value of a record: `format|checksum|json`. The checksum is over the JSON, and the JSON holds its own `seq`. Throws when the
 * entry cannot be written as JSON.
 */
export function encode(record: JournalRecord, notes: Notes = {}): string {
  const json = JSON.stringify({ ...record, ...notes })
  return `${FORMAT}|${checksum(json)}|${json}`
}

/** The header record, on every replica [J7]. Without it, a lost history could not be told from one that never existed. */
export const header: Stored = { key: keyOf(0), value: encode({ seq: 0, at: 0 }) }

/** [J5] Reads the stored value of a record back. `vouched` skips the checksum. Never throws: garbage is `unreadable`. */
export function decode(seq: number, value: string, vouched = false): Decoded {
  const [, format, sum] = /^(\d+)\|([0-9a-f]{8})\|/.exec(value) ?? []
  if (!format) return { kind: 'unreadable' }
  const json = value.slice(format.length + 10)
  if (!vouched && checksum(json) !== sum) return { kind: 'unreadable' }
  if (format !== FORMAT) return { kind: 'foreign' }
  // The first apps wrote `format|checksum|seq|json`, with the number before the JSON.
  const record = parse(json.replace(/^(\d+)\|{/, '{"seq":$1,'))
  if (record?.seq !== seq) return { kind: 'unreadable' }
  // A checksum shows that the value is whole, not that this version wrote it.
  if (!hasOwnShape(record)) return { kind: 'foreign' }
  const { abandoned = none, movedTo } = record
  if (movedTo !== undefined) return { kind: 'moved', movedTo }
  // Taken out rather than left out: a copy of every record made opening 4 % slower.
  if (record.abandoned) delete record.abandoned
  return { kind: 'record', record, abandoned }
}

/** [J5] Whether the journal's own members have the shape that this version writes. Their readers check `event`, `enqueue` and `settle`. */
function hasOwnShape({ at, abandoned, movedTo }: JournalRecord & Notes): boolean {
  if (typeof at !== 'number') return false
  if (abandoned !== undefined && !(Array.isArray(abandoned) && abandoned.every(isSeq))) return false
  return movedTo === undefined || isSeq(movedTo)
}

const isSeq = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0

const none: readonly number[] = []

/** The parsed JSON, or null. Parsing fails only when garbage passed the checksum by chance, or is byte-identical on two replicas. */
function parse(json: string): (JournalRecord & Notes) | null {
  try {
    return JSON.parse(json) as (JournalRecord & Notes) | null
  } catch {
    return null
  }
}
