import { APART_MS_MAX } from '@holdfast/contract'
import type { OwnWord, OwnWords, Problem } from '@holdfast/contract'
import type { Sql } from '../db/db.ts'
import type { Done } from './operation.ts'

/** A verdict as it is kept: what was done, or the problem. */
export type StoredVerdict = ({ kind: 'applied' } & Done) | { kind: 'rejected'; problem: Problem }

/**
 * What is known of an operation id before it runs: it is ours now, it was answered, or it belongs to another request. One that is ours
 * stands among what its device said of the session before.
 */
export type Claim =
  { kind: 'claimed'; own: OwnWords } | { kind: 'answered'; verdict: StoredVerdict; sessionId: string | null } | { kind: 'reused' }

export type ClaimRequest = {
  userId: string
  operationId: string
  endpoint: string
  fingerprint: string
  sessionId: string | null
  receivedAtMs: number
  /** The sign-in it came by, and its `logged_at` as it was sent. */
  familyId: string
  saidAt: string | null
}

/** Claims an operation id for this transaction. The caller holds the user's lock, so nobody else is half way through it. */
export async function claim(sql: Sql, request: ClaimRequest): Promise<Claim> {
  const { userId, operationId, endpoint, fingerprint, sessionId, receivedAtMs, familyId, saidAt } = request
  const own = (what: string, isThen: '<' | '>'): string =>
    `(select ${what} from operation_receipts r where r.user_id = $1::uuid and r.session_id = $5::uuid and r.family_id = $7::uuid
       and r.counts_at is not null and r.said_at ${isThen} $8::timestamptz)`
  const longBefore = `min(r.counts_at - least(r.said_at - $8::timestamptz, ${APART_MS_MAX} * interval '1 millisecond'))`
  const [claimed] = await sql.query<{ after: Date | null; before: Date | null; until: Date | null }>(
    `insert into operation_receipts (user_id, operation_id, endpoint, fingerprint, session_id, received_at, family_id, said_at)
     values ($1::uuid, $2, $3, $4, $5::uuid, $6, $7::uuid, $8::timestamptz) on conflict do nothing
     returning ${own('max(r.counts_at)', '<')} as after, ${own(longBefore, '>')} as before, ${own('min(r.counts_at)', '>')} as until`,
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

/** What the device of this operation said of the session before, and from when each counts. */
export async function ownWordsOf(sql: Sql, userId: string, sessionId: string, operationId: string): Promise<OwnWord[]> {
  const rows = await sql.query<{ said_at: Date; counts_at: Date }>(
    `select r.said_at, r.counts_at from operation_receipts r join operation_receipts own on own.user_id = r.user_id and own.family_id = r.family_id
     where own.user_id = $1 and own.operation_id = $3 and r.session_id = $2 and r.counts_at is not null`,
    [userId, sessionId, operationId],
  )
  return rows.map(({ said_at, counts_at }) => ({ saidMs: said_at.getTime(), countsMs: counts_at.getTime() }))
}

/** Records the verdict of an operation claimed in this transaction, and from when it counts (Unix epoch, ms; null when it does not). */
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
