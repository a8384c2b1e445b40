import type { Attention } from '@holdfast/outbox'
import { fieldErrors, setOfField, stepsOf } from '../../sync/server/rejection.ts'
import { didOf } from '../words/didWords.ts'

/** Where a rejection can be corrected: a cell of a set in the logger, or the review before a workout is finished. */
export type FixTarget =
  { at: 'cell'; sessionId: string; setId: string; field: 'weight' | 'reps' | 'rpe' } | { at: 'finish'; sessionId: string }

/** Where the first rejected field is; null when there is no value that a lifter could change. */
export function fixTarget({ operation, refusal }: Attention): FixTarget | null {
  const did = didOf(operation)
  const [first] = fieldErrors(refusal['errors'])
  const steps = first ? stepsOf(first) : []
  if (did.kind === 'set' && !did.takenBack) return { at: 'cell', sessionId: did.sessionId, setId: did.setId, field: fieldOf(steps) }
  if (did.kind !== 'finish') return null
  const setId = first ? setOfField(first, operation) : null
  return setId === null
    ? { at: 'finish', sessionId: did.sessionId }
    : { at: 'cell', sessionId: did.sessionId, setId, field: fieldOf(steps) }
}

function fieldOf(steps: readonly string[]): 'weight' | 'reps' | 'rpe' {
  return steps.includes('weight') ? 'weight' : steps.includes('rpe') ? 'rpe' : 'reps'
}
