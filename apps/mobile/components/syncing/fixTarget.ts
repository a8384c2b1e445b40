import type { Attention } from '@holdfast/outbox'
import { fieldErrors } from '../words/problemWords.ts'
import { didOf, memberOf } from '../words/didWords.ts'

/** Where a refusal can be put right: a cell of a set in the logger, or the last look before a workout is finished. */
export type FixTarget =
  { at: 'cell'; sessionId: string; setId: string; field: 'weight' | 'reps' | 'rpe' } | { at: 'finish'; sessionId: string }

/** The place the first refused field stands in; null when there is nothing a lifter could type differently. */
export function fixTarget({ operation, refusal }: Attention): FixTarget | null {
  const did = didOf(operation)
  const [first] = fieldErrors(refusal.errors)
  const steps = first?.pointer.split('/').slice(1) ?? []
  if (did.kind === 'set' && !did.takenBack) return { at: 'cell', sessionId: did.sessionId, setId: did.setId, field: fieldOf(steps) }
  if (did.kind !== 'finish') return null
  const setId = steps[0] === 'actualSets' ? memberOf(memberOf(memberOf(operation.body, 'actualSets'), steps[1] ?? ''), 'id') : undefined
  return typeof setId === 'string'
    ? { at: 'cell', sessionId: did.sessionId, setId, field: fieldOf(steps) }
    : { at: 'finish', sessionId: did.sessionId }
}

function fieldOf(steps: readonly string[]): 'weight' | 'reps' | 'rpe' {
  return steps.includes('weight') ? 'weight' : steps.includes('rpe') ? 'rpe' : 'reps'
}
