import { createStore } from 'zustand/vanilla'
import type { Weight } from '@holdfast/contract'
import type { StoreApi } from 'zustand/vanilla'
import type { Field, TypedSet } from './setCells.ts'

/** What is going on in the cells of the logger, ahead of the journal: the cell in hand, raw text, refusals. */
export type Cells = {
  /** The cell the lifter touched last; stays when the focus goes, so that nothing jumps under a finger. */
  active: { setId: string; field: Field } | null
  /** Nothing was typed since the cell was taken: the next key replaces what stands there. */
  fresh: boolean
  typed: Readonly<Record<string, TypedSet>>
  /** Why the last ✓ of a set was refused. */
  refused: Readonly<Record<string, string>>
  /** The unit chosen for an exercise, by its key. Once a set is logged in it, the log remembers it. */
  units: Readonly<Record<string, Weight['unit']>>
  /** Whether an exercise is done with a bar, where the lifter knows better than its name. */
  bars: Readonly<Record<string, boolean>>
  take(setId: string, field: Field): void
  /** `fresh` after a step: the next digit starts anew. */
  type(setId: string, field: Field, text: string, fresh: boolean): void
  /** A cell was left: an emptied one goes back to its proposal. */
  leave(setId: string): void
  refuse(setId: string, why: string): void
  /** The set is in the log: nothing typed is ahead of it any more. */
  settle(setId: string): void
  /** The cell in hand is put down. */
  release(): void
  chooseUnit(exerciseKey: string, unit: Weight['unit']): void
  /** The text of a weight is history: its unit was switched, and the number with it. */
  forgetWeight(setId: string): void
  setBar(exerciseKey: string, isOnBar: boolean): void
}

export const noTyping: TypedSet = {}

/** One logger's cells. Nothing here is worth a crash: every number also goes to the journal as a draft, key by key. */
export function createCells(): StoreApi<Cells> {
  return createStore<Cells>()((set) => ({
    active: null,
    fresh: true,
    typed: {},
    refused: {},
    units: {},
    bars: {},
    take: (setId, field) =>
      set(({ active }) => (active?.setId === setId && active.field === field ? {} : { active: { setId, field }, fresh: true })),
    type: (setId, field, text, fresh) =>
      set(({ typed, refused }) => ({
        fresh,
        typed: { ...typed, [setId]: { ...typed[setId], [field]: text } },
        refused: without(refused, setId),
      })),
    leave: (setId) => set(({ typed }) => (typed[setId] ? { typed: { ...typed, [setId]: withoutBlanks(typed[setId]) } } : {})),
    refuse: (setId, why) => set(({ refused }) => ({ refused: { ...refused, [setId]: why } })),
    settle: (setId) =>
      set((cells) => {
        const { active, typed, refused } = cells
        // On plan nothing was typed: the same cells, and nobody is told.
        if (active?.setId !== setId && !typed[setId] && !refused[setId]) return cells
        return {
          active: active?.setId === setId ? null : active,
          typed: without(typed, setId),
          refused: without(refused, setId),
        }
      }),
    release: () => set({ active: null }),
    chooseUnit: (exerciseKey, unit) => set(({ units }) => ({ units: { ...units, [exerciseKey]: unit } })),
    forgetWeight: (setId) =>
      set(({ typed }) => {
        const { weight: _gone, ...rest } = typed[setId] ?? noTyping
        return { typed: { ...typed, [setId]: rest } }
      }),
    setBar: (exerciseKey, isOnBar) => set(({ bars }) => ({ bars: { ...bars, [exerciseKey]: isOnBar } })),
  }))
}

function withoutBlanks(typed: TypedSet): TypedSet {
  return Object.fromEntries(Object.entries(typed).filter(([, text]) => text.trim() !== ''))
}

function without<Value>(record: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> {
  const { [key]: _gone, ...rest } = record
  return rest
}
