import type { Sql } from '../db/db.ts'
import type { Random } from '../random.ts'

/** A log that lost, as it is kept: everything that was sent, so that it can be viewed and restored. */
export type Revision = {
  kind: 'completion' | 'skip'
  reason: 'a newer log stands' | 'a newer log replaced it' | 'a completion beats a skip' | 'a set was logged'
  payload: object
  loggedAt: string | null
  loggedAtSent: string | null
  operationId: string | null
}

type Place = { sql: Sql; random: Random; userId: string; version: number; arrival: { receivedAtMs: number }; params: { sessionId: string } }

/** Keeps a log that lost a conflict, and gives the id it is kept under. */
export async function keepRevision(place: Place, revision: Revision): Promise<string> {
  const id = place.random.uuid()
  await place.sql.query(
    `insert into revisions (user_id, session_id, id, kind, reason, payload, logged_at, logged_at_sent, operation_id, version, created_at)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10, $11)`,
    [
      place.userId,
      place.params.sessionId,
      id,
      revision.kind,
      revision.reason,
      JSON.stringify(revision.payload),
      revision.loggedAt,
      revision.loggedAtSent,
      revision.operationId,
      place.version,
      new Date(place.arrival.receivedAtMs),
    ],
  )
  return id
}
