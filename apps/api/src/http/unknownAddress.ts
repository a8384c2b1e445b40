import { endpoints } from '@holdfast/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { problemOf } from '../endpoints/problem.ts'
import { sendProblem } from './send.ts'

/** Answers an address without an endpoint: 405 with `Allow` when another method would be answered, else 404. */
export function answerUnknownAddress(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const methods = methodsAt(request.url.split('?')[0] ?? '')
  if (methods.length === 0 || methods.includes(request.method)) return sendProblem(reply, problemOf('not_found'))
  return sendProblem(reply.header('allow', methods.join(', ')), problemOf('method_not_allowed'))
}

/** The methods that the endpoint table answers at a path. */
export function methodsAt(path: string): string[] {
  const found = Object.values(endpoints).filter((endpoint) => matches(endpoint.path, path))
  return [...new Set(found.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))]
}

function matches(pattern: string, path: string): boolean {
  const steps = pattern.split('/')
  const given = path.split('/')
  return (
    steps.length === given.length && steps.every((step, index) => step === given[index] || (step.startsWith(':') && given[index] !== ''))
  )
}
