import type { KeptBecause, Log, Revision as ToldRevision } from '@holdfast/contract'
import type { Sql } from '../db/db.ts'
import type { Random } from '../random.ts'

/** A log or skip that lost, as it is stored: whole, so that it can be viewed and restored. */
export type Revision = {
  reason: KeptBecause
  loggedAt: string | null
  loggedAtSent: string | null
  operationId: string | null
} & RevisionContent

/** The log, or the reason of the skip. */
export type RevisionContent =
  { kind: 'completion'; payload: Log } | { kind: 'skip'; payload: { reason: string | null; logged_at: string | null } }

type Row = { id: string; reason: string; logged_at: Date | null; created_at: Date } & RevisionContent

type Place = { sql: Sql; random: Random; userId: string; version: number; arrival: { receivedAtMs: number }; params: { sessionId: string } }

/** Stores a revision, and answers its id. */
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

/** The content of one revision, or null when the session has none with this id. */
export async function findRevision(sql: Sql, userId: string, sessionId: string, revisionId: string): Promise<RevisionContent | null> {
  const [row] = await sql.query<RevisionContent>('select kind, payload from revisions where user_id = $1 and session_id = $2 and id = $3', [
    userId,
    sessionId,
    revisionId,
  ])
  return row ?? null
}

/** The revisions of a session, newest first; also of a removed session. */
export async function readRevisions(sql: Sql, userId: string, sessionId: string): Promise<ToldRevision[]> {
  const rows = await sql.query<Row>(
    `select id, kind, reason, payload, logged_at, created_at from revisions where user_id = $1 and session_id = $2
     order by version desc, created_at desc, id`,
    [userId, sessionId],
  )
  return rows.map(toldOf)
}

function toldOf(row: Row): ToldRevision {
  const kept = {
    revisionId: row.id,
    reason: row.reason,
    logged_at: row.logged_at?.toISOString() ?? null,
    keptAt: row.created_at.toISOString(),
  }
  return row.kind === 'completion' ? { ...kept, kind: row.kind, payload: row.payload } : { ...kept, kind: row.kind, payload: row.payload }
}
