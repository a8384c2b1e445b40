import { z } from 'zod'

/** Every `code` a problem can carry. Stable: the app chooses its words by it, never by `title` or `detail`. */
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
export const problemCodeSchema = z.enum(problemCodes)
export type ProblemCode = z.infer<typeof problemCodeSchema>

/** One field that was refused: where it stands (JSON Pointer, RFC 6901), why, and the limits it broke. */
export const fieldProblemSchema = z.object({
  pointer: z.string(),
  code: z.string(),
  message: z.string(),
  min: z.number().optional(),
  max: z.number().optional(),
})
export type FieldProblem = z.infer<typeof fieldProblemSchema>

/**
 * An error answer: `application/problem+json` (RFC 9457) with a stable `code`.
 * With an `operationId` it is the *rejected* verdict for that operation; without one it settles nothing.
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
export type Problem = z.infer<typeof problemSchema>

/** The fields a failed parse names, as the problem document lists them. */
export function fieldProblems(error: z.ZodError): FieldProblem[] {
  return error.issues.map((issue) => ({
    pointer: issue.path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    code: issue.code === 'too_big' || issue.code === 'too_small' ? 'out_of_range' : issue.code,
    message: issue.message,
    ...(issue.code === 'too_big' ? { max: Number(issue.maximum) } : {}),
    ...(issue.code === 'too_small' ? { min: Number(issue.minimum) } : {}),
  }))
}
