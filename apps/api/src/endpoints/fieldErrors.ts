import { fieldProblems, storableStart } from '@holdfast/contract'
import type { FieldProblem } from '@holdfast/contract'

const ERRORS_MAX = 20
const CHARACTERS_MAX = 300

/**
 * The fields a failed parse names, safe to store and short enough to answer. Messages may quote what was sent, and that may
 * hold what PostgreSQL cannot store; a body of a hundred thousand wrong elements must not become an answer a hundred times its size.
 */
export function fieldErrors(error: Parameters<typeof fieldProblems>[0]): FieldProblem[] {
  return fieldProblems(error)
    .slice(0, ERRORS_MAX)
    .map((field) => ({ ...field, pointer: short(field.pointer), message: short(field.message) }))
}

function short(text: string): string {
  return storableStart(text, CHARACTERS_MAX)
}
