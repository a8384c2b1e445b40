import type { ActualSet, PlannedSet, Weight } from '@holdfast/contract'
import type { SetDraft } from '../../sync/session/lifterEvent.ts'
import { number } from '../words/amounts.ts'
import { cellText } from '../words/decimalMark.ts'
import { inUnit } from '../words/plates.ts'
import type { Rack } from '../words/plates.ts'
import { numberOf, parseReps, parseRpe, parseWeight } from '../words/typedNumber.ts'
import type { Typed } from '../words/typedNumber.ts'

export const fields = ['weight', 'reps', 'rpe'] as const
export type Field = (typeof fields)[number]

/** The text of the cells exactly as typed, also while it is not a number yet. */
export type TypedSet = Partial<Record<Field, string>>

type Numbers = { weight: Weight | null; reps: number | null; rpe?: number | null }

/** Everything that a row can take its numbers from, strongest first. */
export type SetSources = {
  typed: TypedSet
  draft: SetDraft | null
  actual: ActualSet | null
  planned: Pick<PlannedSet, 'weight' | 'reps'> | null
  /** The same set last time, or the set above an added one. */
  previous: Numbers | null
  /** The weight proposed by a changed set above. */
  carried: Weight | null
  /** The unit the lifter chose for this exercise; null while it is the plan's. */
  chosen: Weight['unit'] | null
  /** What a proposal is rounded to when its unit changes: plates on a bar, or steps. */
  rack: Rack
  onBar: boolean
  unit: Weight['unit']
  /** The decimal mark of the cells. */
  mark: string
}

export type Cell = {
  text: string
  /** What an emptied cell falls back to. */
  placeholder: string
  /** The number in the cell, for a step and for screen readers; null while there is none. */
  number: number | null
  /** `ghost` is a proposal, `typed` was typed, `logged` is in the log. */
  look: 'ghost' | 'typed' | 'logged'
  problem: string | null
}

export type SetCells = {
  cells: Record<Field, Cell>
  unit: Weight['unit']
  /** The numbers that a ✓ would log now, or why it would not. */
  values: { kind: 'ok'; values: SetDraft } | { kind: 'bad'; field: Field; why: string }
  /** A logged set with a cell that cannot be logged: the log still holds the numbers from before. */
  spoiled: boolean
}

/**
 * The cells of one set, from the first source that has a value: typed, log, draft, a changed set above, plan, last time. RPE is never
 * proposed. Only a proposal is ever converted; what was typed or logged keeps its unit.
 */
export function setCells({ typed, actual, planned, previous, unit: columnUnit, mark, ...own }: SetSources): SetCells {
  // For a logged set the log decides; a draft from before its ✓ no longer counts.
  const draft = actual ? null : own.draft
  const base = own.carried ?? planned?.weight ?? previous?.weight ?? null
  const proposal: Numbers = {
    weight: base && own.chosen ? inUnit(base, own.chosen, own.rack, own.onBar) : base,
    reps: planned?.reps ?? previous?.reps ?? null,
  }
  const unit = draft?.weight?.unit ?? actual?.weight?.unit ?? own.chosen ?? proposal.weight?.unit ?? columnUnit
  const parsed: Record<Field, Typed | null> = {
    weight: typed.weight === undefined ? null : parseWeight(typed.weight, unit),
    reps: typed.reps === undefined ? null : parseReps(typed.reps),
    rpe: typed.rpe === undefined ? null : parseRpe(typed.rpe),
  }
  // An emptied cell drops its draft too, and shows the proposal again.
  const kept = { weight: parsed.weight ? null : draft?.weight, reps: parsed.reps ? null : draft?.reps, rpe: parsed.rpe ? null : draft?.rpe }
  const values: SetDraft = {
    weight: parsed.weight?.kind === 'number' ? { value: parsed.weight.value, unit } : (kept.weight ?? actual?.weight ?? proposal.weight),
    reps: parsed.reps?.kind === 'number' ? parsed.reps.value : (kept.reps ?? actual?.reps ?? proposal.reps),
    rpe: parsed.rpe?.kind === 'number' ? parsed.rpe.value : (kept.rpe ?? (parsed.rpe ? null : (actual?.rpe ?? null))),
  }
  const cell = (field: Field, text: string, proposed: string): Cell => {
    const now = parsed[field]
    const look = now || (kept[field] ?? null) !== null ? 'typed' : actual ? 'logged' : 'ghost'
    const inCell = typed[field] ?? cellText(text, mark)
    return {
      text: inCell,
      placeholder: cellText(proposed, mark),
      number: now?.kind === 'number' ? now.value : numberOf(inCell),
      look,
      problem: now?.kind === 'bad' ? now.why : null,
    }
  }
  const cells = {
    weight: cell('weight', values.weight ? number(values.weight.value) : '', textOf((actual ?? proposal).weight?.value) || '–'),
    reps: cell('reps', textOf(values.reps), textOf((actual ?? proposal).reps)),
    rpe: cell('rpe', textOf(values.rpe), '–'),
  }
  const spoiled = actual !== null && fields.some((field) => cells[field].problem !== null)
  return { cells, unit, values: checked(cells, values), spoiled }
}

/** The draft of an open set: only what was typed and is a number; the rest stays a proposal. */
export function draftOf(typed: TypedSet, before: SetDraft | null, unit: Weight['unit']): SetDraft {
  const value = (parsed: Typed) => (parsed.kind === 'number' ? parsed.value : null)
  const weight = typed.weight === undefined ? undefined : value(parseWeight(typed.weight, unit))
  return {
    weight: weight === undefined ? (before?.weight ?? null) : weight === null ? null : { value: weight, unit },
    reps: typed.reps === undefined ? (before?.reps ?? null) : value(parseReps(typed.reps)),
    rpe: typed.rpe === undefined ? (before?.rpe ?? null) : value(parseRpe(typed.rpe)),
  }
}

function checked(cells: Record<Field, Cell>, values: SetDraft): SetCells['values'] {
  for (const field of fields) {
    const why = cells[field].problem
    if (why) return { kind: 'bad', field, why }
  }
  if (values.reps === null) return { kind: 'bad', field: 'reps', why: 'How many reps? Type them, then tap ✓.' }
  return { kind: 'ok', values }
}

function textOf(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : number(value)
}
