import type { Medium, Stored } from './medium.ts'
import { decode, encode, header, keyOf, seqOf, type JournalRecord } from './record.ts'
import { commitAll, fill, openAll, readOne } from './replicas.ts'
import { inTurn } from './steps.ts'

/**
 * [J13] Copies records and quarantined values into the replicas of the next generation, reads every copy back from each replica, checks it
 * and commits. A copy that another tab left incomplete is kept and completed. Calls `done` with null, or with the reason of a failure.
 */
export function copyInto(
  replicas: readonly Medium[],
  records: readonly JournalRecord[],
  quarantined: readonly Stored[],
  done: (failure: string | null) => void,
): void {
  const wanted = [...records.map((record) => ({ key: keyOf(record.seq), value: encode(record) })), ...quarantined, header]
  openAll(replicas, (opening) => {
    if (!opening.ok) return done(opening.why)
    fill(
      replicas,
      opening.stored.map((stored) => lacking(wanted, stored)),
      (failure) => (failure === null ? verify(replicas, wanted, done) : done(failure.detail)),
    )
  })
}

function verify(replicas: readonly Medium[], wanted: readonly Stored[], done: (failure: string | null) => void): void {
  inTurn(
    replicas,
    (medium, next) =>
      readOne(medium, '', (reading) => {
        if (!reading.ok) return done(`${medium.name}: ${reading.why}`)
        const lost = lacking(wanted, reading.stored)[0]
        if (lost) return done(`${medium.name}: ${lost.key} did not come back as it was written`)
        next()
      }),
    () => commitAll(replicas, () => done(null)),
  )
}

/** What of `wanted` a replica does not hold intact. A record copied earlier may carry other notes: then its own checksum decides. */
function lacking(wanted: readonly Stored[], held: readonly Stored[]): Stored[] {
  const values = new Map(held.map(({ key, value }) => [key, value]))
  return wanted.filter(({ key, value }) => {
    const there = values.get(key)
    return there !== value && (there === undefined || decode(seqOf(key)!, there).kind === 'unreadable')
  })
}
