import { appliedSchema, arrivalOf, endpoints, IDEMPOTENCY_KEY_HEADER, OPERATION_ID_HEADER, SENT_AT_HEADER } from '@holdfast/contract'
import type { Endpoint, EndpointName } from '@holdfast/contract'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { authenticate } from '../auth/authenticate.ts'
import type { User } from '../endpoints/user.ts'
import type { RequestDb, Transactions } from '../db/db.ts'
import { runBatch } from '../operations/runBatch.ts'
import { runOperation } from '../operations/runOperation.ts'
import type { Ports } from '../ports.ts'
import type { CallName, OperationName } from '../endpoints/endpointTypes.ts'
import { failureOf } from './failures.ts'
import { fieldErrors } from '../endpoints/fieldErrors.ts'
import type { Handlers } from '../endpoints/handler.ts'
import { isRefused, refuse } from '../endpoints/problem.ts'
import type { Refused } from '../endpoints/problem.ts'
import { addressKey } from './rateLimit.ts'
import type { RateLimit } from './rateLimit.ts'
import { sendLimited, sendProblem } from './send.ts'
import { isUnchanged } from './unchanged.ts'

/** How often one address may try to sign in, and how many operations one account may send. */
export type Limits = { signingIn: RateLimit; operations: RateLimit }

/** Registers every endpoint of the contract. The sign-in is checked before the body is read. */
export function serveEndpoints(app: FastifyInstance, ports: Ports, handlers: Handlers, limits: Limits): void {
  const users = new WeakMap<FastifyRequest, User>()
  for (const [key, endpoint] of Object.entries<Endpoint>(endpoints)) {
    const name = key as EndpointName
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      async onRequest(request, reply) {
        if (endpoint.kind === 'operation') echoOperationId(request, reply)
        if (isSigningIn(endpoint)) {
          const waitSeconds = limits.signingIn.take(addressKey(request.ip))
          if (waitSeconds !== null) return sendLimited(reply, waitSeconds)
        }
        if (endpoint.kind === 'open') return
        const user = await authenticate(ports.db, ports.clock, request.headers.authorization)
        if (isRefused(user)) return sendProblem(reply, user.refused)
        users.set(request, user)
        if (endpoint.kind !== 'operation' && endpoint.kind !== 'coach') return
        const waitSeconds = limits.operations.take(user.id)
        if (waitSeconds !== null) return sendLimited(reply, waitSeconds)
      },
      async handler(request, reply) {
        switch (endpoint.kind) {
          case 'operation':
            return await answerOperation(ports, handlers, name as OperationName, request, reply, signedIn(users, request))
          case 'batch':
            return await answerBatch(ports, handlers, limits, request, reply, signedIn(users, request))
          case 'open':
            return await answerCall(handlers, name as CallName, request, reply, ports)
          case 'read':
          case 'coach':
            return await answerCall(handlers, name as CallName, request, reply, asUser(ports, signedIn(users, request)))
        }
      },
    })
  }
}

async function answerOperation(
  ports: Ports,
  handlers: Handlers,
  name: OperationName,
  request: FastifyRequest,
  reply: FastifyReply,
  user: User,
): Promise<unknown> {
  const operationId = operationIdOf(request)
  if (operationId === null) return sendProblem(reply, refuse('operation_id_missing').refused)
  const verdict = await runOperation(ports, handlers, {
    name,
    user,
    operationId,
    method: request.method,
    path: pathOf(request),
    params: request.params,
    body: request.body,
    arrival: arrivalOf(header(request, SENT_AT_HEADER), ports.clock.nowMs()),
  })
  return verdict.kind === 'applied' ? verdict.answer : sendProblem(reply, verdict.problem)
}

async function answerBatch(
  ports: Ports,
  handlers: Handlers,
  limits: Limits,
  request: FastifyRequest,
  reply: FastifyReply,
  user: User,
): Promise<unknown> {
  const body = endpoints.operations.body.safeParse(request.body)
  if (!body.success) return sendProblem(reply, refuse('validation_failed', fieldErrors(body.error)).refused)
  // A batch costs as much as its operations would cost one by one. It is all or nothing: half a batch would get half an answer.
  const waitSeconds = limits.operations.take(user.id, body.data.operations.length)
  if (waitSeconds !== null) return sendLimited(reply, waitSeconds)
  return await runBatch(ports, handlers, user, body.data, (error) => failureOf(error as FastifyError, request))
}

async function answerCall(
  handlers: Handlers,
  name: CallName,
  request: FastifyRequest,
  reply: FastifyReply,
  call: Omit<Ports, 'db'> & ({ db: RequestDb } | { db: Transactions; user: User }),
): Promise<unknown> {
  const parsed = parse(endpoints[name], request)
  if (isRefused(parsed)) return sendProblem(reply, parsed.refused)
  // The table pairs each name with its schemas and its handler. TypeScript cannot follow that pairing through a variable.
  const handler = handlers[name] as (call: unknown) => Promise<object>
  if (isVersioned(endpoints[name]) && 'user' in call && (await isUnchanged(call.db, call.user, request, reply)))
    return reply.code(304).send()
  const answer = await handler({ ...call, ...parsed })
  return isRefused(answer) ? sendProblem(reply, answer.refused) : answer
}

function parse(endpoint: Endpoint, request: FastifyRequest): { params: unknown; query: unknown; body: unknown } | Refused {
  const params = endpoint.params?.safeParse(request.params)
  // A path whose session id is malformed names no session.
  if (params?.success === false) return refuse('session_not_found')
  const query = endpoint.query?.safeParse(request.query)
  const body = endpoint.body?.safeParse(request.body)
  const errors = [query, body].flatMap((part) => (part?.success === false ? fieldErrors(part.error) : []))
  return errors.length > 0 ? refuse('validation_failed', errors) : { params: params?.data, query: query?.data, body: body?.data }
}

// A signed-in request gets the database as that user, and in no other way.
function asUser({ db, ...ports }: Ports, user: User) {
  return { ...ports, db: db.asUser(user.id), user }
}

function isSigningIn({ path }: Endpoint): boolean {
  return path.startsWith('/v1/auth/')
}

function isVersioned(endpoint: Endpoint): boolean {
  return endpoint.versioned === true
}

function signedIn(users: WeakMap<FastifyRequest, User>, request: FastifyRequest): User {
  const user = users.get(request)
  if (!user) throw new Error('a handler for signed-in users ran without one')
  return user
}

function echoOperationId(request: FastifyRequest, reply: FastifyReply): void {
  const operationId = operationIdOf(request)
  if (operationId !== null) void reply.header(OPERATION_ID_HEADER, operationId)
}

// The draft requires a quoted string; most clients send it without quotes. Both are accepted.
function operationIdOf(request: FastifyRequest): string | null {
  const sent = header(request, IDEMPOTENCY_KEY_HEADER)?.replace(/^"(.*)"$/, '$1')
  const parsed = appliedSchema.shape.operationId.safeParse(sent)
  return parsed.success ? parsed.data.toLowerCase() : null
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? ''
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name.toLowerCase()]
  return Array.isArray(value) ? value[0] : value
}
