import type { Journal } from './journal.ts'
import type { JournalLocation } from './medium.ts'
import { openAll } from './replicas.ts'
import { unite } from './union.ts'

/**
 * What a verification found, with every checksum computed again [J5]. `records`: those that this process knows. `lost`: those of them that
 * no replica gives back unchanged. `poorer`: copies that one replica lacks and another has; the next open repairs them. `quarantined`:
 * quarantined values.
 */
export type Verified = { records: number; lost: number; poorer: number; quarantined: number }

/**
 * Reads every replica again, through new media, and compares it with the records of the journal. It appends nothing. Throws when
 * `location.replicas` or a medium's `close` throws.
 */
export function verifyJournal(
  location: JournalLocation,
  journal: Pick<Journal, 'records' | 'generation'>,
  done: (answer: { read: true; verified: Verified } | { read: false; why: string }) => void,
): void {
  // Records that are appended while this reads are not compared.
  const held = [...journal.records]
  const replicas = location.replicas(journal.generation)
  openAll(replicas, (opening) => {
    for (const replica of replicas) replica.close()
    if (!opening.ok) return done({ read: false, why: opening.why })
    const union = unite(opening.stored, true)
    const found = new Map(union.records.map((record) => [record.seq, JSON.stringify(record)]))
    const lost = held.filter((record) => found.get(record.seq) !== JSON.stringify(record)).length
    const verified = { records: held.length, lost, poorer: union.missing.flat().length, quarantined: union.quarantined.length }
    done({ read: true, verified })
  })
}
