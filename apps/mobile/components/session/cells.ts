import { createStore } from 'zustand/vanilla'
import type { Weight } from '@holdfast/contract'
import type { StoreApi } from 'zustand/vanilla'
import type { Field, TypedSet } from './setCells.ts'

/** The state of the logger's cells that is not in the journal: the active cell, raw text, why a ✓ was refused. */
export type Cells = {
  /** The cell that the lifter touched last. It stays when the focus is lost, so that nothing moves under a finger. */
  active: { setId: string; field: Field } | null
  /** Nothing was typed since the cell became active: the next key replaces its text. */
  fresh: boolean
  typed: Readonly<Record<string, TypedSet>>
  /** Why the last ✓ of a set was refused. */
  refused: Readonly<Record<string, string>>
  /** The unit chosen for an exercise, by its key. Once a set is logged in it, the log holds it. */
  units: Readonly<Record<string, Weight['unit']>>
  /** Whether an exercise is done with a bar, where the lifter corrected what its name suggests. */
  bars: Readonly<Record<string, boolean>>
  take(setId: string, field: Field): void
  /** `fresh` after a step: the next digit replaces the text. */
  type(setId: string, field: Field, text: string, fresh: boolean): void
  /** A cell was left: an empty one shows its proposal again. */
  leave(setId: string): void
  refuse(setId: string, why: string): void
  /** The set is in the log: its typed text is dropped. */
  settle(setId: string): void
  /** No cell is active any more. */
  release(): void
  chooseUnit(exerciseKey: string, unit: Weight['unit']): void
  /** Drops the text of a weight, because its unit was switched and the number with it. */
  forgetWeight(setId: string): void
  setBar(exerciseKey: string, isOnBar: boolean): void
}

export const noTyping: TypedSet = {}

/** The cells of one logger. Losing them is harmless: every number is also saved in the journal as a draft, key by key. */
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
        // On plan nothing was typed: the same object, so no listener runs.
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
