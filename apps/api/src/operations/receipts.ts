import type { Problem } from '@holdfast/contract'
import type { Sql } from '../db/db.ts'
import type { Done } from './operation.ts'

/** A verdict as it is kept: what was done, or the problem. */
export type StoredVerdict = ({ kind: 'applied' } & Done) | { kind: 'rejected'; problem: Problem }

/** What is known of an operation id before it runs: it is ours now, it was answered, or it belongs to another request. */
export type Claim = { kind: 'claimed' } | { kind: 'answered'; verdict: StoredVerdict; sessionId: string | null } | { kind: 'reused' }

export type ClaimRequest = {
  userId: string
  operationId: string
  endpoint: string
  fingerprint: string
  sessionId: string | null
  receivedAtMs: number
}

/** Claims an operation id for this transaction. The caller holds the user's lock, so nobody else is half way through it. */
export async function claim(sql: Sql, request: ClaimRequest): Promise<Claim> {
  const { userId, operationId, endpoint, fingerprint, sessionId, receivedAtMs } = request
  const claimed = await sql.query(
    `insert into operation_receipts (user_id, operation_id, endpoint, fingerprint, session_id, received_at)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning operation_id`,
    [userId, operationId, endpoint, fingerprint, sessionId, new Date(receivedAtMs)],
  )
  if (claimed.length === 1) return { kind: 'claimed' }
  const [known] = await sql.query<{ fingerprint: string; session_id: string | null; verdict: StoredVerdict | null }>(
    'select fingerprint, session_id, verdict from operation_receipts where user_id = $1 and operation_id = $2',
    [userId, operationId],
  )
  if (!known?.verdict) throw new Error('a receipt was committed without its verdict')
  if (known.fingerprint !== fingerprint) return { kind: 'reused' }
  return { kind: 'answered', verdict: known.verdict, sessionId: known.session_id }
}

/** Records the verdict of an operation claimed in this transaction. */
export async function storeVerdict(sql: Sql, userId: string, operationId: string, status: number, verdict: StoredVerdict): Promise<void> {
  await sql.query('update operation_receipts set status = $3, verdict = $4::jsonb where user_id = $1 and operation_id = $2', [
    userId,
    operationId,
    status,
    JSON.stringify(verdict),
  ])
}
