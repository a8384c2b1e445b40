import type { FieldProblem, Problem, ProblemCode } from '@holdfast/contract'

/** The HTTP status and the texts of each problem code. */
const MEANINGS: Record<ProblemCode, { status: number; title: string; detail: string }> = {
  malformed_json: { status: 400, title: 'Malformed JSON', detail: 'The body is not JSON this server can read.' },
  validation_failed: { status: 422, title: 'Validation failed', detail: 'Some fields cannot be accepted as they are.' },
  unsupported_media_type: { status: 415, title: 'Unsupported media type', detail: 'Bodies are sent as application/json.' },
  body_too_large: { status: 413, title: 'Body too large', detail: 'A body may hold 256 kB.' },
  operation_id_missing: {
    status: 400,
    title: 'Operation id missing',
    detail: 'An operation carries its id, a UUID, in the Idempotency-Key header.',
  },
  operation_id_reused: {
    status: 422,
    title: 'Operation id reused',
    detail: 'This operation id already belongs to another request.',
  },
  unauthenticated: { status: 401, title: 'Not signed in', detail: 'This needs a valid access token.' },
  token_expired: { status: 401, title: 'Token expired', detail: 'The access token has expired; renew it with the refresh token.' },
  credentials_wrong: { status: 401, title: 'Wrong credentials', detail: 'The email or the password is not right.' },
  email_taken: { status: 409, title: 'Email taken', detail: 'There is an account with this email already.' },
  demo_off: { status: 404, title: 'No demo here', detail: 'This server has no demo account.' },
  forbidden: { status: 403, title: 'Forbidden', detail: 'Only a coach can change a plan.' },
  session_not_found: { status: 404, title: 'Session not found', detail: 'There is no such session.' },
  session_has_sets: { status: 409, title: 'Session has sets', detail: 'A session that holds logged sets is not skipped.' },
  session_finished: { status: 409, title: 'Session finished', detail: 'A finished session takes no new plan.' },
  not_found: { status: 404, title: 'Not found', detail: 'There is nothing at this address.' },
  method_not_allowed: { status: 405, title: 'Method not allowed', detail: 'This address does not answer this method.' },
  rate_limited: { status: 429, title: 'Too many requests', detail: 'Too many attempts; wait a little.' },
  upgrade_required: { status: 426, title: 'Upgrade required', detail: 'This version of the app is too old for this server.' },
  unavailable: { status: 503, title: 'Unavailable', detail: 'The server cannot answer right now. Try again soon.' },
  internal: { status: 500, title: 'Internal error', detail: 'Something is wrong on our side.' },
}

/** The problem document of a code, with the rejected fields if there are any. */
export function problemOf(code: ProblemCode, errors: readonly FieldProblem[] = []): Problem {
  return { type: `urn:holdfast:problem:${code}`, ...MEANINGS[code], code, ...(errors.length > 0 ? { errors: [...errors] } : {}) }
}

/** The request is rejected; the answer is the problem. */
export type Refused = { refused: Problem }

/** Rejects with the problem of a code. */
export function refuse(code: ProblemCode, errors: readonly FieldProblem[] = []): Refused {
  return { refused: problemOf(code, errors) }
}

/** Whether a handler rejected the request. */
export function isRefused(result: object): result is Refused {
  return 'refused' in result
}
