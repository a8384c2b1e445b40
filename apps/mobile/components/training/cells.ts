import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { Field, TypedSet } from './setCells.ts'

/** What is going on in the cells of the logger, ahead of the journal: the cell in hand, raw text, refusals. */
export type Cells = {
  /** The cell the lifter touched last; stays when the focus goes, so that nothing jumps under a finger. */
  active: { setId: string; field: Field } | null
  typed: Readonly<Record<string, TypedSet>>
  /** Why the last ✓ of a set was refused. */
  refused: Readonly<Record<string, string>>
  take(setId: string, field: Field): void
  type(setId: string, field: Field, text: string): void
  /** A cell was left: an emptied one goes back to its proposal. */
  leave(setId: string): void
  refuse(setId: string, why: string): void
  /** The set is in the log: nothing typed is ahead of it any more. */
  settle(setId: string): void
}

export const noTyping: TypedSet = {}

/** One logger's cells. Nothing here is worth a crash: every number also goes to the journal as a draft, key by key. */
export function createCells(): StoreApi<Cells> {
  return createStore<Cells>()((set) => ({
    active: null,
    typed: {},
    refused: {},
    take: (setId, field) => set({ active: { setId, field } }),
    type: (setId, field, text) =>
      set(({ typed, refused }) => ({ typed: { ...typed, [setId]: { ...typed[setId], [field]: text } }, refused: without(refused, setId) })),
    leave: (setId) => set(({ typed }) => (typed[setId] ? { typed: { ...typed, [setId]: withoutBlanks(typed[setId]) } } : {})),
    refuse: (setId, why) => set(({ refused }) => ({ refused: { ...refused, [setId]: why } })),
    settle: (setId) =>
      set(({ active, typed, refused }) => ({
        active: active?.setId === setId ? null : active,
        typed: without(typed, setId),
        refused: without(refused, setId),
      })),
  }))
}

function withoutBlanks(typed: TypedSet): TypedSet {
  return Object.fromEntries(Object.entries(typed).filter(([, text]) => text.trim() !== ''))
}

function without<Value>(record: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> {
  const { [key]: _gone, ...rest } = record
  return rest
}
