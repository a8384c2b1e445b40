import type { Refusal } from './operation.ts'

/**
 * Why a request was unanswered [O5], for a diagnosis and for the backoff. `network`: no answer. `timeout`: none in time [O24]. `foreign`: a
 * body that is not our verdict. `busy`: a status that asks to try again. `notStored`: the verdict could not be stored [O11]. `failed`:
 * `send` threw, or answered with something that is no answer [O25].
 */
export type Silence = 'network' | 'timeout' | 'foreign' | 'busy' | 'notStored' | 'failed'

/**
 * The answer to one operation. Only `applied` and `rejected` are verdicts. `result` goes to `confirmed` before the operation stops waiting
 * [O11]; `receipt` is what the journal stores of it. `unauthorized` and `upgradeRequired` lead to a renewal or a pause [O7].
 */
export type Answer =
  | { kind: 'applied'; result: unknown; receipt: unknown }
  | { kind: 'rejected'; refusal: Refusal }
  | { kind: 'unanswered'; why: Silence; retryAfterMs?: number }
  | { kind: 'unauthorized' }
  | { kind: 'upgradeRequired' }

/**
 * An HTTP answer. `body` is the parsed JSON, or undefined when there was none. `retryAfter` and `date` are the headers, null when absent.
 */
export type HttpAnswer = { status: number; body: unknown; retryAfter: string | null; date: string | null }

/** Reads the body of an applied verdict: what `confirmed` receives, and what the journal stores. Null when the body is incomplete. */
export type ReadApplied = (body: Record<string, unknown>) => { result: unknown; receipt: unknown } | null

/**
 * [O5] Silence is not an answer: only a body that names this operation is its verdict. A captive portal's 200, a proxy's 404, a 5xx and a
 * time-out settle nothing. Nor does an incomplete applied verdict: it would be stored and could not be shown. 401 and 426 concern the
 * account and the app, not the operation [O7]. Throws what `readApplied` throws.
 */
export function answerOf(http: HttpAnswer, operationId: string, readApplied: ReadApplied): Answer {
  const { status, body } = http
  if (status === 401) return { kind: 'unauthorized' }
  // A proxy uses the same status to ask for another protocol (RFC 9110 §15.5.22). Only our own problem document, which names its status,
  // concerns the app.
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
 * [O8] `Retry-After` (RFC 9110 §10.2.3) in ms from now, at most one hour, or null when the header cannot be read. A date is compared with
 * the answer's own `Date`, never with this device's clock, which may be years off. A server and a proxy may both ask: the longer wait
 * counts.
 */
export function retryAfter(value: string | null, date: string | null): number | null {
  // The comma after the name of a day is part of its date.
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

/** A request for a longer wait is taken as one hour: it may be a mistake of the server. */
const RETRY_AFTER_MS_MAX = 3_600_000

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
