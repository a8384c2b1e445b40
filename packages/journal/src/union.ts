import type { Stored } from './medium.ts'
import { decode, repairKeyOf, keyOf, seqOf, type Decoded, type JournalRecord } from './record.ts'

/** What the replicas of one generation hold together. */
export type Union = {
  /** Every record of which some replica holds an intact copy, in order, without the abandoned ones. */
  records: JournalRecord[]
  /** Whether some replica holds the header record, intact or not. */
  founded: boolean
  /** Whether no replica holds a key of the journal. */
  empty: boolean
  /** [J11] The highest number in any key, intact or not: the next one is greater. */
  lastSeq: number
  /** The generation that the pointer record names, or null while this is the last one. */
  movedTo: number | null
  /** [J6] For each replica, the records that it lacks and another one has, under keys that are free on it. */
  missing: Stored[][]
  /** [J12] The quarantine: values in another version's format or shape, and values that no replica holds intact, whole. */
  quarantined: Stored[]
}

/**
 * A record with an intact copy, and a bit for each replica that holds one. An object for each record and replica made opening a third
 * slower.
 */
type Held = { seq: number; stored: Stored; decoded: Exclude<Decoded, { kind: 'unreadable' }>; intactOn: number }

/**
 * [J5] Joins the replicas by `seq`. One intact copy is enough. A copy that is byte-identical on two replicas is intact, unless `mistrust`
 * asks for its checksum too; any other copy must pass its checksum. Never throws.
 */
export function unite(replicas: readonly Stored[][], mistrust = false): Union {
  const intact = new Map<number, Held>()
  const damaged: { seq: number; stored: Stored }[] = []
  /** How many damaged copies of a record a replica holds. */
  const copies = new Map<string, number>()
  const copiesOf = (replica: number, seq: number): number => copies.get(`${replica} ${seq}`) ?? 0
  const abandoned = new Set<number>()
  let lastSeq = 0
  let founded = false
  let empty = true

  replicas.forEach((stored, replica) => {
    stored.forEach((one, index) => {
      const seq = seqOf(one.key)
      if (seq === null) return
      empty = false
      founded ||= seq === 0
      lastSeq = Math.max(lastSeq, seq)
      const known = intact.get(seq)
      // Byte-identical to the copy that was just read: decoding it again would give the same result.
      const decoded =
        known?.stored.value === one.value
          ? known.decoded
          : decode(seq, one.value, !mistrust && replicas[1 - replica]?.[index]?.value === one.value)
      if (decoded.kind === 'unreadable') {
        damaged.push({ seq, stored: one })
        copies.set(`${replica} ${seq}`, copiesOf(replica, seq) + 1)
        return
      }
      if (known) known.intactOn |= 1 << replica
      else intact.set(seq, { seq, stored: one, decoded, intactOn: 1 << replica })
      if (decoded.kind === 'record') for (const gone of decoded.abandoned) abandoned.add(gone)
    })
  })

  const union: Union = { records: [], founded, empty, lastSeq, movedTo: null, missing: replicas.map(() => []), quarantined: [] }
  const everywhere = (1 << replicas.length) - 1
  for (const { seq, stored, decoded, intactOn } of [...intact.values()].sort((a, b) => a.seq - b.seq)) {
    if (abandoned.has(seq)) continue
    if (decoded.kind === 'record' && seq > 0) union.records.push(decoded.record)
    if (decoded.kind === 'foreign') union.quarantined.push({ key: keyOf(seq), value: stored.value })
    if (decoded.kind === 'moved') union.movedTo = decoded.movedTo
    if (intactOn === everywhere) continue
    replicas.forEach((_, replica) => {
      if (intactOn & (1 << replica)) return
      union.missing[replica]!.push({ key: repairKeyOf(seq, copiesOf(replica, seq)), value: stored.value })
    })
  }
  // A damaged header record still shows that a journal existed: it needs no quarantine.
  for (const { seq, stored } of damaged) if (seq > 0 && !intact.has(seq)) union.quarantined.push(stored)
  return union
}
