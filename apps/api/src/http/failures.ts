import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Problem, ProblemCode } from '@holdfast/contract'
import { DatabaseUnavailable, sqlStateOf } from '../db/unavailable.ts'
import { MalformedJson } from './jsonBody.ts'
import { problemOf } from '../endpoints/problem.ts'
import { sendProblem } from './send.ts'

/** Answers everything that is thrown with a problem document. Only faults of the server itself are logged. */
export function answerFailures(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => answerFailure(error, request, reply))
}

/** Answers one failure. */
export function answerFailure(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, failureOf(error, request))
}

/** The problem document of a failure. Logs it when it is a fault of the server. */
export function failureOf(error: FastifyError, request: FastifyRequest): Problem {
  const code = codeOf(error)
  if (code === 'internal') request.log.error({ failure: describe(error), route: request.routeOptions.url }, 'a request failed')
  if (code === 'unavailable')
    request.log.warn({ failure: describe(error.cause), route: request.routeOptions.url }, 'the database did not answer')
  return problemOf(code)
}

function codeOf(error: FastifyError): ProblemCode {
  if (error instanceof DatabaseUnavailable) return 'unavailable'
  if (error instanceof MalformedJson) return 'malformed_json'
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return 'body_too_large'
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return 'unsupported_media_type'
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return 'malformed_json'
    case 'FST_ERR_BAD_URL':
    case 'FST_STATIC_FORBIDDEN_PATH':
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return 'not_found'
    default:
      return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500 ? 'malformed_json' : 'internal'
  }
}

// A message of the database may quote what a person typed. Of such an error only the SQLSTATE and our own stack frames are logged.
function describe(error: unknown): { name: string; state: string | null; message: string | null; frames: string[] } {
  const state = sqlStateOf(error)
  if (!(error instanceof Error)) return { name: typeof error, state, message: null, frames: [] }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { name: error.name, state, message: state === null ? error.message : null, frames: frames.slice(0, 8).map((line) => line.trim()) }
}
