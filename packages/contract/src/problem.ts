import { z } from 'zod'

/** All values of `code` in a problem. They are stable: a client decides by `code`, never by `title` or `detail`. */
export const problemCodes = [
  'malformed_json',
  'validation_failed',
  'unsupported_media_type',
  'body_too_large',
  'operation_id_missing',
  'operation_id_reused',
  'unauthenticated',
  'token_expired',
  'credentials_wrong',
  'email_taken',
  'demo_off',
  'forbidden',
  'session_not_found',
  'session_has_sets',
  'session_finished',
  'not_found',
  'method_not_allowed',
  'rate_limited',
  'upgrade_required',
  'unavailable',
  'internal',
] as const
/** One of `problemCodes`. */
export const problemCodeSchema = z.enum(problemCodes)
/** A parsed `problemCodeSchema`. */
export type ProblemCode = z.infer<typeof problemCodeSchema>

/** One field that failed validation: `pointer` (JSON Pointer, RFC 6901), why, and the limit that it broke. */
export const fieldProblemSchema = z.object({
  pointer: z.string(),
  code: z.string(),
  message: z.string(),
  min: z.number().optional(),
  max: z.number().optional(),
})
/** A parsed `fieldProblemSchema`. */
export type FieldProblem = z.infer<typeof fieldProblemSchema>

/**
 * An error answer: `application/problem+json` (RFC 9457) with a stable `code`.
 * With an `operationId` it is the *rejected* verdict of that operation. Without one it is no verdict.
 */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: problemCodeSchema,
  operationId: z.uuid().optional(),
  errors: z.array(fieldProblemSchema).optional(),
})
/** A parsed `problemSchema`. */
export type Problem = z.infer<typeof problemSchema>

/** The fields of a failed parse, as `errors` of a problem lists them. A value that is too large or too small has the code `out_of_range`. */
export function fieldProblems(error: z.ZodError): FieldProblem[] {
  return error.issues.map((issue) => ({
    pointer: issue.path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    code: issue.code === 'too_big' || issue.code === 'too_small' ? 'out_of_range' : issue.code,
    message: issue.message,
    ...(issue.code === 'too_big' ? { max: Number(issue.maximum) } : {}),
    ...(issue.code === 'too_small' ? { min: Number(issue.minimum) } : {}),
  }))
}
