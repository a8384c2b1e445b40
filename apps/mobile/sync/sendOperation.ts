import { IDEMPOTENCY_KEY_HEADER, SENT_AT_HEADER } from '@holdfast/contract'
import type { Clock } from '@holdfast/journal'
import { answerOf, type Send } from '@holdfast/outbox'
import type { Api } from './api.ts'
import { sentAt } from './deviceClock.ts'

/**
 * Sends one operation to its endpoint under its own id. The token is put on here, at the last moment: none is ever stored
 * with an operation.
 */
export function sendOperation(api: Api, clock: Clock, token: () => Promise<string | null>): Send {
  return (operation, done) => {
    let cancelled = false
    void deliver().then((answer) => {
      if (!cancelled) done(answer)
    })
    return () => {
      cancelled = true
    }

    async function deliver(): Promise<Parameters<typeof done>[0]> {
      const accessToken = await token()
      if (accessToken === null) return { kind: 'unauthorized' }
      const headers = {
        authorization: `Bearer ${accessToken}`,
        [IDEMPOTENCY_KEY_HEADER]: operation.id,
        [SENT_AT_HEADER]: sentAt(clock, operation),
      }
      const raw = await api.request(operation.method, operation.endpoint, headers, operation.body)
      if (!raw.answered) return { kind: 'unanswered', why: raw.why }
      const http = { status: raw.status, body: raw.json, retryAfter: raw.headers.get('retry-after'), date: raw.headers.get('date') }
      return answerOf(http, operation.id, receiptOf)
    }
  }
}

/** What the journal remembers of an applied verdict: from which version on the server's own words include it. */
export type Receipt = { version: number; outcome: string }

function receiptOf(body: Record<string, unknown>): Receipt {
  const session = body['session'] as { version?: unknown } | undefined
  return { version: Number(session?.version ?? 0), outcome: String(body['outcome']) }
}
