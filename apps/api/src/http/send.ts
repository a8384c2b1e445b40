import type { Problem } from '@holdfast/contract'
import type { FastifyReply } from 'fastify'
import { problemOf } from '../endpoints/problem.ts'

const RETRY_AFTER_SECONDS = 2

/** Answers 429 with the seconds to wait. It is not a verdict: the request must be sent again. */
export function sendLimited(reply: FastifyReply, waitSeconds: number): FastifyReply {
  return sendProblem(reply.header('retry-after', String(waitSeconds)), problemOf('rate_limited'))
}

/** Answers with a problem document (RFC 9457) and the headers that its status requires. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer')
  if (problem.status === 503) void reply.header('retry-after', String(RETRY_AFTER_SECONDS))
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem))
}
