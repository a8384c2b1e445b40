import { z } from 'zod'
import { loginBodySchema, refreshBodySchema, registerBodySchema, signedInSchema } from './account.ts'
import { batchAnswerSchema, batchBodySchema } from './batch.ts'
import { appliedSchema, completeBodySchema, deleteSetBodySchema, putSetBodySchema, skipBodySchema } from './operation.ts'
import { restoreBodySchema, revisionsAnswerSchema } from './revision.ts'
import {
  putPlanBodySchema,
  serverAnswerSchema,
  sessionAnswerSchema,
  syncAnswerSchema,
  syncQuerySchema,
  todayAnswerSchema,
  todayQuerySchema,
} from './sync.ts'

/**
 * One endpoint of the API. `kind` says what a request needs: `open` nothing, `read` a sign-in, `operation` a sign-in and an
 * `Idempotency-Key` (the answer is a verdict), `batch` a sign-in and operations in the body, `coach` a sign-in with the role `coach`.
 * `params`, `query`, `body` and `answer` are the schemas that the server parses requests and a client parses answers with.
 */
export type Endpoint = {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  path: `/v1/${string}`
  kind: 'open' | 'read' | 'operation' | 'batch' | 'coach'
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  answer: z.ZodType
  /** The answer changes only with the version of the account, so it has an `ETag` and accepts `If-None-Match`. */
  versioned?: true
  summary: string
}

const sessionParams = z.object({ sessionId: z.uuid() })
const revisionParams = z.object({ sessionId: z.uuid(), revisionId: z.uuid() })
const setParams = z.object({ sessionId: z.uuid(), setId: z.uuid() })

/** All endpoints. The server registers its routes from this table, the app builds its requests from it, and openapi.json is made from it. */
export const endpoints = {
  server: { method: 'GET', path: '/v1/server', kind: 'open', answer: serverAnswerSchema, summary: 'Which server this is' },
  register: {
    method: 'POST',
    path: '/v1/auth/register',
    kind: 'open',
    body: registerBodySchema,
    answer: signedInSchema,
    summary: 'Make an account',
  },
  login: { method: 'POST', path: '/v1/auth/login', kind: 'open', body: loginBodySchema, answer: signedInSchema, summary: 'Sign in' },
  demo: { method: 'POST', path: '/v1/auth/demo', kind: 'open', answer: signedInSchema, summary: 'Sign in as the demo lifter' },
  refresh: {
    method: 'POST',
    path: '/v1/auth/refresh',
    kind: 'open',
    body: refreshBodySchema,
    answer: signedInSchema,
    summary: 'Renew the access token',
  },
  logout: {
    method: 'POST',
    path: '/v1/auth/logout',
    kind: 'open',
    body: refreshBodySchema,
    answer: z.object({}),
    summary: 'End this sign-in',
  },
  sync: {
    method: 'GET',
    path: '/v1/sync',
    kind: 'read',
    query: syncQuerySchema,
    answer: syncAnswerSchema,
    versioned: true,
    summary: 'What changed since a cursor',
  },
  today: {
    method: 'GET',
    path: '/v1/sessions/today',
    kind: 'read',
    query: todayQuerySchema,
    answer: todayAnswerSchema,
    summary: 'The session to lift today',
  },
  session: {
    method: 'GET',
    path: '/v1/sessions/:sessionId',
    kind: 'read',
    params: sessionParams,
    answer: sessionAnswerSchema,
    summary: 'One session',
  },
  putSet: {
    method: 'PUT',
    path: '/v1/sessions/:sessionId/sets/:setId',
    kind: 'operation',
    params: setParams,
    body: putSetBodySchema,
    answer: appliedSchema,
    summary: 'Log one set; with `unplanned`, also of a session nobody planned',
  },
  deleteSet: {
    method: 'DELETE',
    path: '/v1/sessions/:sessionId/sets/:setId',
    kind: 'operation',
    params: setParams,
    body: deleteSetBodySchema,
    answer: appliedSchema,
    summary: 'Remove one set',
  },
  complete: {
    method: 'POST',
    path: '/v1/sessions/:sessionId/complete',
    kind: 'operation',
    params: sessionParams,
    body: completeBodySchema,
    answer: appliedSchema,
    summary: 'Finish a session, or edit a finished one; with `unplanned`, also one nobody planned',
  },
  skip: {
    method: 'POST',
    path: '/v1/sessions/:sessionId/skip',
    kind: 'operation',
    params: sessionParams,
    body: skipBodySchema,
    answer: appliedSchema,
    summary: 'Skip a session',
  },
  revisions: {
    method: 'GET',
    path: '/v1/sessions/:sessionId/revisions',
    kind: 'read',
    params: sessionParams,
    answer: revisionsAnswerSchema,
    summary: 'Every log of a session that lost a conflict',
  },
  restore: {
    method: 'POST',
    path: '/v1/sessions/:sessionId/revisions/:revisionId/restore',
    kind: 'operation',
    params: revisionParams,
    body: restoreBodySchema,
    answer: appliedSchema,
    summary: 'Restore a revision: make it the log that counts',
  },
  operations: {
    method: 'POST',
    path: '/v1/operations',
    kind: 'batch',
    body: batchBodySchema,
    answer: batchAnswerSchema,
    summary: 'Up to 50 operations in order',
  },
  putPlan: {
    method: 'PUT',
    path: '/v1/sessions/:sessionId/plan',
    kind: 'coach',
    params: sessionParams,
    body: putPlanBodySchema,
    answer: sessionAnswerSchema,
    summary: "Change a lifter's plan",
  },
} as const satisfies Record<string, Endpoint>

/** The name of an endpoint: a key of `endpoints`. */
export type EndpointName = keyof typeof endpoints

/** Fills the `:params` of an endpoint's path, percent-encoded. Throws when a parameter is missing. */
export function pathOf(path: string, params: Record<string, string> = {}): string {
  return path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`the path ${path} needs ${name}`)
    return encodeURIComponent(value)
  })
}

/** Request header with the operation id (draft-ietf-httpapi-idempotency-key-header), bare or quoted. */
export const IDEMPOTENCY_KEY_HEADER = 'Idempotency-Key'
/** Answer header with the id of the operation that was answered. */
export const OPERATION_ID_HEADER = 'Operation-Id'
/** Request header with the moment of sending, RFC 3339, on the clock that stamped the operation. See `arrivalOf`. */
export const SENT_AT_HEADER = 'Sent-At'
