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
  /** Values of a later format, and values no side could give back intact: whole, for the export. */
  setAside: Stored[]
}

type Held = { stored: Stored; decoded: Exclude<Decoded, { kind: 'unreadable' }> }
/** What one side has of a record: an intact copy, or how many damaged ones. */
type Copies = { intact: boolean; damaged: number }

/** Joins the sides by sequence number, verifying every checksum. One intact copy is enough. */
export function unite(sides: readonly Stored[][]): Union {
  const intact = new Map<number, Held>()
  const copies = sides.map(() => new Map<number, Copies>())
  const damaged: { seq: number; stored: Stored }[] = []
  const abandoned = new Set<number>()
  let lastSeq = 0

  sides.forEach((side, index) => {
    for (const stored of side) {
      const seq = seqOf(stored.key)
      if (seq === null) continue
      lastSeq = Math.max(lastSeq, seq)
      const here = copies[index]!.get(seq) ?? { intact: false, damaged: 0 }
      copies[index]!.set(seq, here)
      const known = intact.get(seq)
      // The same letters as the copy that was just verified: reading them again would say the same.
      if (known && known.stored.value === stored.value) {
        here.intact = true
        continue
      }
      const decoded = decode(stored)
      if (decoded.kind === 'unreadable') {
        damaged.push({ seq, stored })
        here.damaged++
        continue
      }
      here.intact = true
      if (!known) intact.set(seq, { stored, decoded })
      if (decoded.kind === 'record') for (const gone of decoded.abandoned) abandoned.add(gone)
    }
  })

  const union: Union = {
    records: [],
    founded: copies.some((side) => side.has(0)),
    empty: copies.every((side) => side.size === 0),
    lastSeq,
    movedTo: null,
    missing: sides.map(() => []),
    setAside: [],
  }
  for (const [seq, { stored, decoded }] of [...intact].sort(([a], [b]) => a - b)) {
    if (abandoned.has(seq)) continue
    if (decoded.kind === 'record' && seq > 0) union.records.push(decoded.record)
    if (decoded.kind === 'newer') union.setAside.push({ key: keyOf(seq), value: stored.value })
    if (decoded.kind === 'moved') union.movedTo = decoded.movedTo
    copies.forEach((side, index) => {
      const here = side.get(seq)
      if (!here?.intact) union.missing[index]!.push({ key: healingKeyOf(seq, here?.damaged ?? 0), value: stored.value })
    })
  }
  // A founding record that cannot be read says all it has to say by being there.
  for (const { seq, stored } of damaged) if (seq > 0 && !intact.has(seq)) union.setAside.push(stored)
  return union
}
