import type { FieldProblem, ProblemCode } from '@holdfast/contract'
import { stepsOf } from '../../sync/server/rejection.ts'
import { number } from './amounts.ts'
import { memberOf, setName } from './didWords.ts'
import type { Planned } from './didWords.ts'

/** The part of a problem that its text needs; `code` is open, because a newer server may have more codes than this app knows. */
export type Refused = { code: string; errors?: readonly FieldProblem[] | undefined }

/** Why the server rejected something, in a lifter's words, with the value; sets are named where a whole log was rejected. */
export function problemWords(problem: Refused, body: unknown, session: Planned | null): string {
  const code = problem.code as ProblemCode
  switch (code) {
    case 'validation_failed':
      return fieldsWords(problem.errors ?? [], body, session)
    case 'operation_id_reused':
      return 'The server holds this change with other numbers. Try again to send yours as a new one.'
    case 'session_not_found':
      return "This workout isn't in your programme any more. Your log is safe on this device."
    case 'session_has_sets':
      return "You already logged sets in this workout, so it can't be skipped."
    case 'session_finished':
      return 'This workout is finished. Its plan stays as it was.'
    case 'forbidden':
      return "This account can't change that workout."
    case 'body_too_large':
      return 'This workout is too large to send in one piece.'
    case 'unauthenticated':
    case 'token_expired':
    case 'credentials_wrong':
      return 'The server asks you to sign in again first.'
    case 'upgrade_required':
      return 'This version of the app is too old for the server. Update, then try again.'
    case 'rate_limited':
    case 'unavailable':
    case 'internal':
      return "The server couldn't take it at that moment. Try again."
    case 'malformed_json':
    case 'unsupported_media_type':
    case 'operation_id_missing':
    case 'method_not_allowed':
    case 'not_found':
    case 'email_taken':
    case 'demo_off':
      return "The server couldn't read this change. Update the app, then try again. Nothing is lost."
    default:
      return unknownWords(code)
  }
}

/** A code that this version does not know must still be readable. */
function unknownWords(code: never): string {
  return `The server refused this change (${String(code)}). It is safe on this device.`
}

function fieldsWords(errors: readonly FieldProblem[], body: unknown, session: Planned | null): string {
  const [first, ...others] = errors
  if (!first) return 'The server refused a value in this change.'
  const more = others.length === 0 ? '' : ` And ${others.length} more.`
  return `${fieldWords(first, body, session)}${more}`
}

function fieldWords(error: FieldProblem, body: unknown, session: Planned | null): string {
  const steps = stepsOf(error)
  const listed = steps[0] === 'actualSets' ? memberOf(memberOf(body, 'actualSets'), steps[1] ?? '') : undefined
  const set = listed ?? body
  const id = memberOf(listed, 'id')
  const exerciseId = memberOf(set, 'exerciseId')
  const name =
    typeof id === 'string' ? `${setName(session, { setId: id, exerciseId: typeof exerciseId === 'string' ? exerciseId : null })}: ` : ''
  const value = steps.reduce<unknown>(memberOf, body)
  return `${name}${valueWords(steps, value, set)} ${limitWords(error)}`
}

function valueWords(steps: readonly string[], value: unknown, set: unknown): string {
  const shown = typeof value === 'number' ? number(value) : typeof value === 'string' && value.length <= 20 ? `“${value}”` : null
  if (steps.includes('reps')) return shown ? `${shown} reps` : 'The number of reps'
  if (steps.includes('weight')) {
    const unit = memberOf(memberOf(set, 'weight'), 'unit')
    return shown ? `${shown}${typeof unit === 'string' ? ` ${unit}` : ''}` : 'The weight'
  }
  if (steps.includes('rpe') || steps.includes('sessionRpe')) return shown ? `RPE ${shown}` : 'The RPE'
  if (steps.includes('notes')) return 'The notes'
  if (steps.includes('reason')) return 'The reason'
  return shown ?? 'A value'
}

function limitWords({ code, min, max }: FieldProblem): string {
  if (code === 'out_of_range' && max !== undefined) return `is above ${number(max)}.`
  if (code === 'out_of_range' && min !== undefined) return `is below ${number(min)}.`
  return "is something the server can't store."
}
