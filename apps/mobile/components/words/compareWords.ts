import type { ActualSet } from '@holdfast/contract'
import { number, setWords, weightWords } from './amounts.ts'

/** "5 → 4 reps", "100 → 102.5 kg": what stands and what the other version says, for a set both hold. Empty when they say the same. */
export function differenceWords(standing: ActualSet, other: ActualSet): string {
  const sameUnit = standing.weight && other.weight && standing.weight.unit === other.weight.unit
  const weight =
    standing.weight?.value === other.weight?.value && standing.weight?.unit === other.weight?.unit
      ? null
      : sameUnit
        ? `${number(standing.weight!.value)} → ${weightWords(other.weight)}`
        : `${weightWords(standing.weight)} → ${weightWords(other.weight)}`
  const reps = standing.reps === other.reps ? null : `${standing.reps ?? '–'} → ${other.reps ?? '–'} reps`
  const rpe = standing.rpe === other.rpe ? null : `RPE ${effort(standing.rpe)} → ${effort(other.rpe)}`
  const type = standing.setType === other.setType ? null : `${standing.setType} → ${other.setType}`
  return [weight, reps, rpe, type].filter(Boolean).join(', ')
}

/** One set in its column: "102.5 kg × 5 · RPE 8". */
export function columnWords(set: ActualSet | null): string {
  if (!set) return 'Not there'
  return set.rpe === null ? setWords(set) : `${setWords(set)} · RPE ${number(set.rpe)}`
}

function effort(rpe: number | null): string {
  return rpe === null ? '–' : number(rpe)
}
