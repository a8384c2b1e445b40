import type { ActualSet } from '@holdfast/contract'
import type { ComparedSet } from '../../sync/session/compareLogs.ts'
import { isSameWeight } from '../../sync/session/sameLift.ts'
import { count, number, setWords, weightWords } from './amounts.ts'

/** "5 → 4 reps", "100 → 102.5 kg": the standing set and the other version, for a set in both logs. Empty when they are the same. */
export function differenceWords(standing: ActualSet, other: ActualSet): string {
  const sameUnit = standing.weight && other.weight && standing.weight.unit === other.weight.unit
  const weight = isSameWeight(standing, other)
    ? null
    : sameUnit
      ? `${number(standing.weight!.value)} → ${weightWords(other.weight)}`
      : `${weightWords(standing.weight)} → ${weightWords(other.weight)}`
  const reps =
    standing.reps === other.reps ? null : `${standing.reps ?? '–'} → ${other.reps === null ? '– reps' : count(other.reps, 'rep')}`
  const rpe = standing.rpe === other.rpe ? null : `RPE ${effort(standing.rpe)} → ${effort(other.rpe)}`
  const type = standing.setType === other.setType ? null : `${standing.setType} → ${other.setType}`
  return [weight, reps, rpe, type].filter(Boolean).join(', ')
}

/** One set in its column: "102.5 kg × 5", and under it "RPE 8". */
export function columnWords(set: ActualSet | null): { amount: string; effort: string | null } {
  if (!set) return { amount: 'Not there', effort: null }
  return { amount: setWords(set), effort: set.rpe === null ? null : `RPE ${number(set.rpe)}` }
}

/** The names of an exercise's sets in a comparison: "W1" and "1" on screen, "Warm-up 1" and "Set 1" for screen readers. */
export function numbersOf(sets: readonly ComparedSet[]): { number: string; spoken: string }[] {
  const counts = { warmup: 0, working: 0 }
  return sets.map(({ left, right }) => {
    const isWarmup = (left ?? right)?.setType === 'warmup'
    const nth = ++counts[isWarmup ? 'warmup' : 'working']
    return isWarmup ? { number: `W${nth}`, spoken: `Warm-up ${nth}` } : { number: String(nth), spoken: `Set ${nth}` }
  })
}

function effort(rpe: number | null): string {
  return rpe === null ? '–' : number(rpe)
}
