import type { Stored } from './medium.ts'
import { decode, seqOf, type JournalRecord } from './record.ts'

/** What several sides of one journal hold together. */
export type Union = {
  /** Every record some side holds intact, in order, without the abandoned ones. */
  records: JournalRecord[]
  /** The highest sequence number any key names, intact or not: the next one is greater. */
  lastSeq: number
  /** Per side, what it lacks and another side has: `key` is free on that side. */
  missing: Stored[][]
  /** Stored values no side could give back intact, whole, for the export. */
  setAside: Stored[]
}

/** Joins the sides by sequence number, verifying every checksum. One intact copy is enough. */
export function unite(sides: readonly Stored[][]): Union {
  const intact = new Map<number, { stored: Stored; record: JournalRecord | null }>()
  const held = sides.map(() => new Map<number, 'intact' | 'damaged'>())
  const damaged = new Map<string, Stored>()
  const abandonedSeqs = new Set<number>()
  let lastSeq = 0

  sides.forEach((side, index) => {
    for (const stored of side) {
      const seq = seqOf(stored.key)
      if (seq === null) continue
      lastSeq = Math.max(lastSeq, seq)
      const decoded = decode(stored)
      if (decoded.kind === 'unreadable') {
        if (!held[index]!.has(seq)) held[index]!.set(seq, 'damaged')
        damaged.set(`${seq}:${index}`, stored)
        continue
      }
      held[index]!.set(seq, 'intact')
      if (decoded.kind === 'record') for (const gone of decoded.abandoned) abandonedSeqs.add(gone)
      if (!intact.has(seq)) intact.set(seq, { stored, record: decoded.kind === 'record' ? decoded.record : null })
    }
  })

  const records: JournalRecord[] = []
  const setAside: Stored[] = []
  const missing: Stored[][] = sides.map(() => [])
  const inOrder = [...intact].sort(([a], [b]) => a - b)
  for (const [seq, { stored, record }] of inOrder) {
    if (abandonedSeqs.has(seq)) continue
    if (record) records.push(record)
    else setAside.push(stored)
    held.forEach((side, index) => {
      const state = side.get(seq)
      if (state === 'intact') return
      const plainKey = stored.key.replace('+', '')
      missing[index]!.push({ key: state === 'damaged' ? `${plainKey}+` : plainKey, value: stored.value })
    })
  }
  for (const [place, stored] of damaged) if (!intact.has(Number(place.split(':')[0]))) setAside.push(stored)
  return { records, lastSeq, missing, setAside }
}
