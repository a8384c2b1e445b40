import type { Refusal } from './operation.ts'

/** Why there was no verdict, for people and for the backoff. `failed`: the sender threw, or answered with something that is no answer. */
export type Silence = 'network' | 'timeout' | 'foreign' | 'busy' | 'notStored' | 'failed'

/**
 * What one request came to. Only `applied` and `rejected` are verdicts. `result` is the whole applied body, handed on
 * before the operation is let go; `receipt` is what the journal keeps of it.
 */
export type Answer =
  | { kind: 'applied'; result: unknown; receipt: unknown }
  | { kind: 'rejected'; refusal: Refusal }
  | { kind: 'unanswered'; why: Silence; retryAfterMs?: number }
  | { kind: 'unauthorized' }
  | { kind: 'upgradeRequired' }

/** An HTTP answer, read. `body` is the parsed JSON, or undefined when it was none. */
export type HttpAnswer = { status: number; body: unknown; retryAfter: string | null; date: string | null }

/** Reads the body of an applied verdict: what is handed on, and what is kept; null when it is not whole. */
export type ReadApplied = (body: Record<string, unknown>) => { result: unknown; receipt: unknown } | null

/**
 * Silence is not an answer: only a body that names this very operation is its verdict. A captive portal's 200, a
 * proxy's 404, a 5xx, a timeout settle nothing, and an applied verdict that is not whole neither: it would be believed and
 * could not be shown. 401 and 426 are about the account and the app, not the operation.
 */
export function answerOf(http: HttpAnswer, operationId: string, readApplied: ReadApplied): Answer {
  const { status, body } = http
  if (status === 401) return { kind: 'unauthorized' }
  // A proxy asks with the same status for another protocol (RFC 9110 §15.5.22): only our own problem document, which says its status, is about the app.
  if (status === 426 && isObject(body) && body['status'] === status && body['code'] === UPGRADE_REQUIRED) return { kind: 'upgradeRequired' }
  const retryAfterMs = retryAfter(http.retryAfter, http.date)
  const waits = retryAfterMs === null ? {} : { retryAfterMs }
  if (status >= 500 || retryStatuses.has(status)) return { kind: 'unanswered', why: 'busy', ...waits }
  if (!isObject(body) || body['operationId'] !== operationId) return { kind: 'unanswered', why: 'foreign', ...waits }
  const applied = status >= 200 && status < 300 ? readApplied(body) : null
  if (applied) return { kind: 'applied', ...applied }
  if (status >= 400 && typeof body['code'] === 'string') {
    const detail = typeof body['detail'] === 'string' ? body['detail'] : ''
    return { kind: 'rejected', refusal: { ...body, code: body['code'], status, detail } }
  }
  return { kind: 'unanswered', why: 'foreign', ...waits }
}

const UPGRADE_REQUIRED = 'upgrade_required'

/** Request Timeout, Misdirected Request, Too Early, Too Many Requests: try again, whatever the body says. */
const retryStatuses: ReadonlySet<number> = new Set([408, 421, 425, 429])

/**
 * `Retry-After` (RFC 9110 §10.2.3) in milliseconds from now, or null. A date is measured against the answer's own
 * `Date`, never against this device's clock, which may be years off. A server and a proxy may both ask: the longer wait counts.
 */
export function retryAfter(value: string | null, date: string | null): number | null {
  // The comma after the name of a day belongs to its date.
  const values = value?.match(/[a-z]+, [^,]+ GMT|[^\s,][^,]*/gi) ?? []
  const waits = values.flatMap((one) => waitMs(one.trim(), date) ?? [])
  return waits.length === 0 ? null : Math.max(...waits)
}

function waitMs(value: string, date: string | null): number | null {
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, RETRY_AFTER_MS_MAX)
  // Date.parse reads no clock. `Date` alone is what the core must not touch.
  // oxlint-disable-next-line eslint/no-restricted-globals
  const [until, now] = [Date.parse(value), date === null ? Number.NaN : Date.parse(date)]
  if (Number.isNaN(until) || Number.isNaN(now)) return null
  return Math.min(Math.max(0, until - now), RETRY_AFTER_MS_MAX)
}

/** A server that asks for more than an hour is asked again after one: it may have been a mistake. */
const RETRY_AFTER_MS_MAX = 3_600_000

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
