import { fieldProblemSchema, type FieldProblem } from '@holdfast/contract'
import type { Attention, Operation } from '@holdfast/outbox'
import { z } from 'zod'
import { subjectOf } from '../session/operations.ts'

/** The fields that a rejection names. The value comes from the network and may be anything. */
export function fieldErrors(errors: unknown): readonly FieldProblem[] {
  const parsed = z.array(fieldProblemSchema).safeParse(errors)
  return parsed.success ? parsed.data : []
}

/** The steps of a JSON Pointer (RFC 6901): `/actualSets/3/reps` is actualSets, 3, reps. */
export function stepsOf({ pointer }: Pick<FieldProblem, 'pointer'>): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The set that a field belongs to: the only set of the operation, or the set at that index of a completion. Null for every other field. */
export function setOfField(error: FieldProblem, operation: Pick<Operation, 'endpoint' | 'body'>): string | null {
  const subject = subjectOf(operation)
  if (subject?.kind === 'set') return subject.setId
  const [list, at] = stepsOf(error)
  if (subject?.kind !== 'completion' || list !== 'actualSets' || at === undefined) return null
  const body = logSchema.safeParse(operation.body)
  return (body.success && body.data.actualSets[Number(at)]?.id) || null
}

const logSchema = z.object({ actualSets: z.array(z.object({ id: z.string() })) })

/** The part of a rejection that is about one set. Its pointers start at the set. */
export type SetRejection = { code: string; errors: readonly FieldProblem[]; set: unknown }

/**
 * The part of a rejection that is about one set; null when it does not name the set. A set's own operation names it even without a field.
 */
export function rejectionOfSet({ operation, refusal }: Pick<Attention, 'operation' | 'refusal'>, setId: string): SetRejection | null {
  const { code } = refusal
  const errors = fieldErrors(refusal['errors'])
  const subject = subjectOf(operation)
  if (subject?.kind === 'set') return subject.setId === setId ? { code, errors, set: operation.body } : null
  const own = errors.filter((error) => setOfField(error, operation) === setId)
  const [first] = own
  if (!first) return null
  const inSet = (error: FieldProblem) => ({ ...error, pointer: `/${stepsOf(error).slice(2).join('/')}` })
  const set = (operation.body as { actualSets: readonly unknown[] }).actualSets[Number(stepsOf(first)[1])]
  return { code, errors: own.map(inSet), set }
}
