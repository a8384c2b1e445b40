import { arrivalOf, endpoints } from '@holdfast/contract'
import type { BatchAnswer, BatchBody, BatchedOperation, Endpoint, Problem, Session } from '@holdfast/contract'
import type { User } from '../endpoints/user.ts'
import type { OperationName } from '../endpoints/endpointTypes.ts'
import type { Handlers } from '../endpoints/handler.ts'
import { problemOf } from '../endpoints/problem.ts'
import type { Ports } from '../ports.ts'
import { runOperation } from './runOperation.ts'
import type { Verdict } from './runOperation.ts'

/**
 * Runs operations in order, each as its own endpoint would: one receipt, one transaction, one verdict each. Stops at the first one without
 * a verdict and answers what is done, because later ones may depend on it. `failed` makes the problem document of an error.
 */
export async function runBatch(
  ports: Ports,
  handlers: Handlers,
  user: User,
  { operations }: BatchBody,
  failed: (error: unknown) => Problem,
): Promise<BatchAnswer> {
  const answers: BatchAnswer['answers'] = []
  const sessions = new Map<string, Session>()
  const receivedAtMs = ports.clock.nowMs()
  for (const [index, operation] of operations.entries()) {
    const operationId = operation.operationId.toLowerCase()
    try {
      // One millisecond apart: a clock that runs ahead is clamped to the time of arrival, and the order must remain.
      const verdict = await runOne(ports, handlers, user, operation, receivedAtMs + index)
      if (verdict.kind === 'rejected') {
        answers.push({ operationId, status: verdict.problem.status, body: verdict.problem })
        continue
      }
      const { session, ...rest } = verdict.answer
      sessions.set(session.id, session)
      answers.push({ operationId, status: 200, body: { ...rest, sessionId: session.id } })
    } catch (error) {
      const problem = failed(error)
      answers.push({ operationId, status: problem.status, body: problem })
      break
    }
  }
  return { answers, sessions: [...sessions.values()] }
}

async function runOne(ports: Ports, handlers: Handlers, user: User, operation: BatchedOperation, receivedAtMs: number): Promise<Verdict> {
  const { method, path, body, sentAt } = operation
  const operationId = operation.operationId.toLowerCase()
  const found = operationAt(method, path)
  if (!found) return { kind: 'rejected', problem: { ...problemOf('not_found'), operationId } }
  const arrival = arrivalOf(sentAt, receivedAtMs)
  return await runOperation(ports, handlers, { ...found, user, operationId, method, path, body, arrival })
}

/** The operation of an address, and its path parameters. */
function operationAt(method: string, path: string): { name: OperationName; params: Record<string, string> } | null {
  const given = path.split('/')
  for (const [name, endpoint] of Object.entries<Endpoint>(endpoints)) {
    const steps = endpoint.path.split('/')
    if (endpoint.kind !== 'operation' || endpoint.method !== method || steps.length !== given.length) continue
    if (!steps.every((step, index) => step.startsWith(':') || step === given[index])) continue
    const params = steps.flatMap((step, index) => (step.startsWith(':') ? [[step.slice(1), given[index] ?? ''] as const] : []))
    return { name: name as OperationName, params: Object.fromEntries(params) }
  }
  return null
}
