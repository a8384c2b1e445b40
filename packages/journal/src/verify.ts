import type { Journal } from './journal.ts'
import type { Place } from './medium.ts'
import { openAll } from './sides.ts'
import { unite } from './union.ts'

/**
 * What reading everything again found, every checksum computed anew. `lost`: records this process knows and no side gives back as they
 * were. `poorer`: copies that one side lacks and another has; the next open heals them. `setAside`: values no side could give back intact.
 */
export type Verified = { records: number; lost: number; poorer: number; setAside: number }

/** Reads every side again, through media of its own, and compares with what the journal holds. Writes nothing to what it finds. */
export function verifyJournal(
  place: Place,
  journal: Pick<Journal, 'records' | 'generation'>,
  done: (answer: { read: true; verified: Verified } | { read: false; why: string }) => void,
): void {
  // What is appended while this reads is none of its business.
  const held = [...journal.records]
  const sides = place.sides(journal.generation)
  openAll(sides, (opening) => {
    for (const side of sides) side.close()
    if (!opening.ok) return done({ read: false, why: opening.why })
    const union = unite(opening.stored, true)
    const found = new Map(union.records.map((record) => [record.seq, JSON.stringify(record)]))
    const lost = held.filter((record) => found.get(record.seq) !== JSON.stringify(record)).length
    const verified = { records: held.length, lost, poorer: union.missing.flat().length, setAside: union.setAside.length }
    done({ read: true, verified })
  })
}
