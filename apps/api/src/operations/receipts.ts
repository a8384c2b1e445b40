import { APART_MS_MAX } from '@holdfast/contract'
import type { StatementBounds, Problem, SessionStatement } from '@holdfast/contract'
import type { Sql } from '../db/db.ts'
import type { Done } from '../endpoints/operation.ts'

/** A verdict as it is stored: what was done, or the problem. */
export type StoredVerdict = ({ kind: 'applied' } & Done) | { kind: 'rejected'; problem: Problem }

/**
 * What is known of an operation id before it runs: it is new and now claimed, it has a verdict, or it belongs to another request. `own` are
 * the bounds from the earlier statements of this device about the session.
 */
export type Claim =
  { kind: 'claimed'; own: StatementBounds } | { kind: 'answered'; verdict: StoredVerdict; sessionId: string | null } | { kind: 'reused' }

export type ClaimRequest = {
  userId: string
  operationId: string
  endpoint: string
  fingerprint: string
  sessionId: string | null
  receivedAtMs: number
  /** The sign-in it used, and its `logged_at` as it was sent. */
  familyId: string
  saidAt: string | null
}

/**
 * The statements about a session, as rows of `said_at`, `counts_at` and the sign-in: its operations, and the sets that a completion
 * contained. The `PUT` of such a set may still arrive.
 */
const wordsSaid = (userId: string, sessionId: string): string =>
  `select r.said_at, r.counts_at, r.family_id from operation_receipts r
     where r.user_id = ${userId} and r.session_id = ${sessionId} and r.counts_at is not null
   union all
   select a.logged_at_sent::timestamptz, a.stands_since, r.family_id from actual_sets a join operation_receipts r using (user_id, operation_id)
     where a.user_id = ${userId} and a.session_id = ${sessionId} and r.counts_at is not null`

/** Claims an operation id for this transaction. The caller holds the user's lock, so no other transaction can be in the middle of it. */
export async function claim(sql: Sql, request: ClaimRequest): Promise<Claim> {
  const { userId, operationId, endpoint, fingerprint, sessionId, receivedAtMs, familyId, saidAt } = request
  const own = (what: string, isThen: '<' | '>'): string => `(select ${what} from own where said_at ${isThen} $8::timestamptz)`
  const longBefore = `min(counts_at - least(said_at - $8::timestamptz, ${APART_MS_MAX} * interval '1 millisecond'))`
  const [claimed] = await sql.query<{ after: Date | null; before: Date | null; until: Date | null }>(
    `with own as (select * from (${wordsSaid('$1::uuid', '$5::uuid')}) words where family_id = $7::uuid)
     insert into operation_receipts (user_id, operation_id, endpoint, fingerprint, session_id, received_at, family_id, said_at)
     values ($1::uuid, $2, $3, $4, $5::uuid, $6, $7::uuid, $8::timestamptz) on conflict do nothing
     returning ${own('max(counts_at)', '<')} as after, ${own(longBefore, '>')} as before, ${own('min(counts_at)', '>')} as until`,
    [userId, operationId, endpoint, fingerprint, sessionId, new Date(receivedAtMs), familyId, saidAt],
  )
  const msOf = (at: Date | null): number | null => at?.getTime() ?? null
  if (claimed) {
    const { after, before, until } = claimed
    return { kind: 'claimed', own: { after: msOf(after), before: msOf(before), until: msOf(until) } }
  }
  const [known] = await sql.query<{ fingerprint: string; session_id: string | null; verdict: StoredVerdict | null }>(
    'select fingerprint, session_id, verdict from operation_receipts where user_id = $1 and operation_id = $2',
    [userId, operationId],
  )
  if (!known?.verdict) throw new Error('a receipt was committed without its verdict')
  if (known.fingerprint !== fingerprint) return { kind: 'reused' }
  return { kind: 'answered', verdict: known.verdict, sessionId: known.session_id }
}

/** The earlier statements about the session: from when each counts, and whether it came from the device of this operation. */
export async function wordsOf(sql: Sql, userId: string, sessionId: string, operationId: string): Promise<SessionStatement[]> {
  const rows = await sql.query<{ said_at: Date; counts_at: Date; is_own: boolean }>(
    `select said_at, counts_at, exists (select from operation_receipts own
       where own.user_id = $1::uuid and own.operation_id = $3 and own.family_id = words.family_id) as is_own
     from (${wordsSaid('$1::uuid', '$2::uuid')}) words`,
    [userId, sessionId, operationId],
  )
  return rows.map(({ said_at, counts_at, is_own }) => ({ saidMs: said_at.getTime(), countsMs: counts_at.getTime(), isOwn: is_own }))
}

/** Stores the verdict of an operation that this transaction claimed, and from when it counts (Unix epoch, ms; null when it does not). */
export async function storeVerdict(
  sql: Sql,
  userId: string,
  operationId: string,
  verdict: StoredVerdict,
  countsMs: number | null,
): Promise<void> {
  const status = verdict.kind === 'applied' ? 200 : verdict.problem.status
  await sql.query(
    'update operation_receipts set status = $3, verdict = $4::jsonb, counts_at = $5 where user_id = $1 and operation_id = $2',
    [userId, operationId, status, JSON.stringify(verdict), countsMs === null ? null : new Date(countsMs)],
  )
}
