import { arrivalAmongOwn, countsAmongOwn, effectiveMs, endpoints, storedInstant } from '@holdfast/contract'
import type { Applied, Arrival, Problem } from '@holdfast/contract'
import type { User } from '../endpoints/user.ts'
import { commit, rollback } from '../db/db.ts'
import type { Ending, Sql } from '../db/db.ts'
import type { OperationName } from '../endpoints/endpointTypes.ts'
import { fieldErrors } from '../endpoints/fieldErrors.ts'
import type { Handlers } from '../endpoints/handler.ts'
import { isRefused, problemOf, refuse } from '../endpoints/problem.ts'
import type { Refused } from '../endpoints/problem.ts'
import type { OperationEnd } from '../metrics/metrics.ts'
import type { Ports } from '../ports.ts'
import { readSession } from '../stored/readSessions.ts'
import { bumpVersion, unbumpVersion } from '../stored/userVersion.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { OperationCall, OperationResult } from '../endpoints/operation.ts'
import { claim, storeVerdict } from './receipts.ts'
import type { StoredVerdict } from './receipts.ts'

/** One operation as it arrived, not yet parsed. */
export type OperationRequest = {
  name: OperationName
  user: Pick<User, 'id' | 'familyId'>
  operationId: string
  method: string
  path: string
  params: unknown
  body: unknown
  arrival: Arrival
}

/** The verdict of an operation, as it is answered. */
export type Verdict = { kind: 'applied'; answer: Applied } | { kind: 'rejected'; problem: Problem }

/**
 * Runs one operation in one transaction:
 *
 *     lock the user ▶ claim the id ─▶ known: answer the stored verdict, read the session again, roll back
 *                                  └▶ new: handler in a savepoint ▶ store the verdict ▶ commit
 *
 * A rejection is a verdict too. It is stored and committed, so that the phone does not send a bad operation for ever.
 * An unexpected error rolls everything back and is no verdict: the phone keeps the operation and tries again.
 */
export async function runOperation(ports: Ports, handlers: Handlers, request: OperationRequest): Promise<Verdict> {
  const { operationId, arrival } = request
  const { id: userId, familyId } = request.user
  const parsed = parse(request)
  const fingerprint = fingerprintOf(request.method, request.path, request.body)
  const { verdict, result } = await ports.db.asUser(userId).tx(async (sql): Promise<Ending<Settled>> => {
    const version = await bumpVersion(sql, userId)
    const claimed = await claim(sql, {
      userId,
      operationId,
      endpoint: request.name,
      fingerprint,
      sessionId: isRefused(parsed) ? null : parsed.params.sessionId,
      receivedAtMs: arrival.receivedAtMs,
      familyId,
      saidAt: isRefused(parsed) ? null : storedInstant(parsed.body.logged_at),
    })
    switch (claimed.kind) {
      case 'reused':
        return rollback({ verdict: { kind: 'rejected', problem: { ...problemOf('operation_id_reused'), operationId } }, result: 'reused' })
      case 'answered':
        return rollback({ verdict: await verdictOf(sql, request, claimed.verdict, claimed.sessionId), result: 'replayed' })
      case 'claimed':
        break
    }
    const placed = isRefused(parsed) ? arrival : arrivalAmongOwn(arrival, parsed.body.logged_at, claimed.own)
    const verdict: StoredVerdict = isRefused(parsed)
      ? { kind: 'rejected', problem: parsed.refused }
      : await inSavepoint(sql, () =>
          callHandler(handlers, request.name, { sql, random: ports.random, userId, operationId, version, arrival: placed, ...parsed }),
        )
    if (verdict.kind === 'rejected') await unbumpVersion(sql, userId)
    const counts = isRefused(parsed) || verdict.kind === 'rejected' ? null : countsAmongOwn(parsed.body.logged_at, arrival, placed)
    await storeVerdict(sql, userId, operationId, verdict, counts)
    const settled = await verdictOf(sql, request, verdict, isRefused(parsed) ? null : parsed.params.sessionId)
    return commit({ verdict: settled, result: verdict.kind === 'applied' ? verdict.outcome : 'rejected' })
  })
  ports.metrics.operation({ kind: request.name, result })
  if (!isRefused(parsed) && result !== 'replayed' && result !== 'reused') {
    const ageMs = arrival.receivedAtMs - effectiveMs(parsed.body.logged_at, arrival)
    ports.metrics.arrived({ ageMs, shiftMs: arrival.shiftMs })
  }
  return verdict
}

type Settled = { verdict: Verdict; result: OperationEnd }

type Parsed = { params: { sessionId: string }; body: { logged_at: string } }

function parse({ name, params, body }: OperationRequest): Parsed | Refused {
  const place = endpoints[name].params.safeParse(params)
  const content = endpoints[name].body.safeParse(body)
  const errors = [...(place.success ? [] : fieldErrors(place.error)), ...(content.success ? [] : fieldErrors(content.error))]
  return place.success && content.success ? { params: place.data, body: content.data } : refuse('validation_failed', errors)
}

// The table pairs each name with its schemas and its handler. TypeScript cannot follow that pairing through a variable.
function callHandler(handlers: Handlers, name: OperationName, call: Omit<OperationCall<OperationName>, 'params' | 'body'> & Parsed) {
  const handler = handlers[name] as (call: unknown) => Promise<OperationResult>
  return handler(call)
}

// What a handler wrote before it rejected must be rolled back.
async function inSavepoint(sql: Sql, handler: () => Promise<OperationResult>): Promise<StoredVerdict> {
  await sql.query('savepoint handler')
  const result = await handler()
  if (isRefused(result)) {
    await sql.query('rollback to savepoint handler')
    return { kind: 'rejected', problem: result.refused }
  }
  await sql.query('release savepoint handler')
  return { kind: 'applied', ...result }
}

async function verdictOf(
  sql: Sql,
  { user, operationId }: OperationRequest,
  stored: StoredVerdict,
  sessionId: string | null,
): Promise<Verdict> {
  switch (stored.kind) {
    case 'rejected':
      return { kind: 'rejected', problem: { ...stored.problem, operationId } }
    case 'applied': {
      const session = sessionId === null ? null : await readSession(sql, user.id, sessionId)
      if (!session) throw new Error('an applied operation has lost its session')
      return { kind: 'applied', answer: { operationId, outcome: stored.outcome, session, conflict: stored.conflict } }
    }
  }
}
