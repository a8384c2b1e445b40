import type { Stored } from './medium.ts'
import { decode, healingKeyOf, keyOf, seqOf, type Decoded, type JournalRecord } from './record.ts'

/** What several sides of one journal hold together. */
export type Union = {
  /** Every record some side holds intact, in order, without the abandoned ones. */
  records: JournalRecord[]
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

/** Joins the sides by sequence number, verifying every checksum. One intact copy is enough. */
export function unite(sides: readonly Stored[][]): Union {
  const intact = new Map<number, Held>()
  const states = sides.map(() => new Map<number, 'intact' | 'damaged'>())
  const damaged: { seq: number; stored: Stored }[] = []
  const abandoned = new Set<number>()
  let lastSeq = 0

  sides.forEach((side, index) => {
    for (const stored of side) {
      const seq = seqOf(stored.key)
      if (seq === null) continue
      lastSeq = Math.max(lastSeq, seq)
      const decoded = decode(stored)
      if (decoded.kind === 'unreadable') {
        damaged.push({ seq, stored })
        if (!states[index]!.has(seq)) states[index]!.set(seq, 'damaged')
        continue
      }
      states[index]!.set(seq, 'intact')
      if (!intact.has(seq)) intact.set(seq, { stored, decoded })
      if (decoded.kind === 'record') for (const gone of decoded.abandoned) abandoned.add(gone)
    }
  })

  const union: Union = { records: [], lastSeq, movedTo: null, missing: sides.map(() => []), setAside: [] }
  for (const [seq, { stored, decoded }] of [...intact].sort(([a], [b]) => a - b)) {
    if (abandoned.has(seq)) continue
    if (decoded.kind === 'record') union.records.push(decoded.record)
    if (decoded.kind === 'newer') union.setAside.push({ key: keyOf(seq), value: stored.value })
    if (decoded.kind === 'moved') union.movedTo = decoded.movedTo
    states.forEach((side, index) => {
      const state = side.get(seq)
      if (state === 'intact') return
      union.missing[index]!.push({ key: state === 'damaged' ? healingKeyOf(seq) : keyOf(seq), value: stored.value })
    })
  }
  for (const { seq, stored } of damaged) if (!intact.has(seq)) union.setAside.push(stored)
  return union
}
