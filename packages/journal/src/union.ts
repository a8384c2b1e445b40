import type { Stored } from './medium.ts'
import { decode, healingKeyOf, keyOf, seqOf, type Decoded, type JournalRecord } from './record.ts'

/** What several sides of one journal hold together. */
export type Union = {
  /** Every record some side holds intact, in order, without the abandoned ones. */
  records: JournalRecord[]
  /** Whether some side holds the founding record, intact or not. */
  founded: boolean
  /** Whether some side holds anything of ours. */
  empty: boolean
  /** The highest sequence number any key names, intact or not: the next one is greater. */
  lastSeq: number
  /** The generation the journal went on in, or null while this is the last one. */
  movedTo: number | null
  /** Per side, what it lacks and another side has, under a key that is free on that side. */
  missing: Stored[][]
  /** Values of another version's format or shape, and values no side could give back intact: whole, for the export. */
  setAside: Stored[]
}

/** A record with an intact copy, and a bit for each side that holds one: an object a record and side made opening a third slower. */
type Held = { seq: number; stored: Stored; decoded: Exclude<Decoded, { kind: 'unreadable' }>; intactOn: number }

/**
 * Joins the sides by sequence number. One intact copy is enough: what two sides hold in the same letters is intact, unless `mistrust`
 * asks for its checksum too, and any other copy has to pass it.
 */
export function unite(sides: readonly Stored[][], mistrust = false): Union {
  const intact = new Map<number, Held>()
  const damaged: { seq: number; stored: Stored }[] = []
  /** Damaged ones, of a record on a side. */
  const copies = new Map<string, number>()
  const copiesOf = (side: number, seq: number): number => copies.get(`${side} ${seq}`) ?? 0
  const abandoned = new Set<number>()
  let lastSeq = 0
  let founded = false
  let empty = true

  sides.forEach((stored, side) => {
    stored.forEach((one, index) => {
      const seq = seqOf(one.key)
      if (seq === null) return
      empty = false
      founded ||= seq === 0
      lastSeq = Math.max(lastSeq, seq)
      const known = intact.get(seq)
      // The same letters as the copy that was just read: reading them again would say the same.
      const decoded =
        known?.stored.value === one.value
          ? known.decoded
          : decode(seq, one.value, !mistrust && sides[1 - side]?.[index]?.value === one.value)
      if (decoded.kind === 'unreadable') {
        damaged.push({ seq, stored: one })
        copies.set(`${side} ${seq}`, copiesOf(side, seq) + 1)
        return
      }
      if (known) known.intactOn |= 1 << side
      else intact.set(seq, { seq, stored: one, decoded, intactOn: 1 << side })
      if (decoded.kind === 'record') for (const gone of decoded.abandoned) abandoned.add(gone)
    })
  })

  const union: Union = { records: [], founded, empty, lastSeq, movedTo: null, missing: sides.map(() => []), setAside: [] }
  const everywhere = (1 << sides.length) - 1
  for (const { seq, stored, decoded, intactOn } of [...intact.values()].sort((a, b) => a.seq - b.seq)) {
    if (abandoned.has(seq)) continue
    if (decoded.kind === 'record' && seq > 0) union.records.push(decoded.record)
    if (decoded.kind === 'foreign') union.setAside.push({ key: keyOf(seq), value: stored.value })
    if (decoded.kind === 'moved') union.movedTo = decoded.movedTo
    if (intactOn === everywhere) continue
    sides.forEach((_, side) => {
      if (intactOn & (1 << side)) return
      union.missing[side]!.push({ key: healingKeyOf(seq, copiesOf(side, seq)), value: stored.value })
    })
  }
  // A founding record that cannot be read says all it has to say by being there.
  for (const { seq, stored } of damaged) if (seq > 0 && !intact.has(seq)) union.setAside.push(stored)
  return union
}
