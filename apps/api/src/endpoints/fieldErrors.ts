import { fieldProblems, storableStart } from '@holdfast/contract'
import type { FieldProblem } from '@holdfast/contract'

const ERRORS_MAX = 20
const CHARACTERS_MAX = 300

/**
 * The fields of a failed parse, safe to store and limited in number and length. Messages may quote the body, which may hold text that
 * PostgreSQL cannot store. A body with 100,000 wrong elements must not produce an answer of a hundred times its size.
 */
export function fieldErrors(error: Parameters<typeof fieldProblems>[0]): FieldProblem[] {
  return fieldProblems(error)
    .slice(0, ERRORS_MAX)
    .map((field) => ({ ...field, pointer: short(field.pointer), message: short(field.message) }))
}

function short(text: string): string {
  return storableStart(text, CHARACTERS_MAX)
}
