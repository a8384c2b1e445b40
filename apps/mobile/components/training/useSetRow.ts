import type { ActualSet, Weight } from '@holdfast/contract'
import { useFeel, useSession } from '../../store/hooks.ts'
import { announce } from '../announce'
import { spokenSet } from '../words/amounts.ts'
import { stepped } from '../words/typedNumber.ts'
import { noTyping } from './cells.ts'
import { useCells, useLogger } from './loggerContext.ts'
import type { SetPlace } from './sessionRows.ts'
import { draftOf, setCells } from './setCells.ts'
import type { Field, SetCells } from './setCells.ts'

export type SetRowState = SetCells & {
  /** In the log, as it stands in the cells. */
  logged: boolean
  /** Why the ✓ was refused, or what stands wrong in a cell. */
  problem: string | null
  type(field: Field, text: string): void
  step(field: Field, by: number): void
  /** Logs what stands in the cells; the ✓ follows once it is durable. */
  log(): void
  /** The ✓: logs, or takes the log back and keeps the numbers. */
  toggle(): void
}

/** One set as its row and the big button see it. */
export function useSetRow(place: SetPlace, lastTime: ActualSet | undefined, unit: Weight['unit']): SetRowState {
  const { setId } = place
  const { cells } = useLogger()
  const typed = useCells((state) => state.typed[setId]) ?? noTyping
  const refused = useCells((state) => state.refused[setId]) ?? null
  const actual = useSession((session) => session.actualSets[setId]) ?? null
  const draft = useSession((session) => session.drafts[setId]) ?? null
  const above = useSession((session) =>
    place.added && place.aboveId
      ? (session.actualSets[place.aboveId] ?? session.plannedSets.find(({ id }) => id === place.aboveId))
      : undefined,
  )
  const updateSet = useSession((session) => session.updateSet)
  const feel = useFeel()
  const completeSet = useSession((session) => session.completeSet)
  const uncompleteSet = useSession((session) => session.uncompleteSet)
  const sources = { typed, draft, actual, planned: place.planned, previous: above ?? lastTime ?? null, unit }
  const row = setCells(sources)
  const logged = actual !== null && !row.spoiled

  function type(field: Field, text: string) {
    cells.getState().type(setId, field, text)
    // All that was typed, not only this key: a draft from a moment ago may still be on its way to the disk.
    const allTyped = cells.getState().typed[setId] ?? noTyping
    if (actual === null) return updateSet(setId, draftOf(allTyped, draft, row.unit))
    // A correction of a logged set is in the log with the key that makes it a number: what stands there is what is saved.
    const { values } = setCells({ ...sources, typed: allTyped })
    if (values.kind === 'ok') updateSet(setId, values.values)
  }
  function log() {
    if (row.values.kind === 'bad') {
      cells.getState().refuse(setId, row.values.why)
      feel.refused()
      announce(`Not logged. ${row.values.why}`)
      return
    }
    const { values } = row.values
    completeSet(setId, values, (saved) => {
      if (!saved) return feel.refused()
      cells.getState().settle(setId)
      feel.saved()
      announce(`${place.name} saved. ${spokenSet(values)}.`)
    })
  }
  return {
    ...row,
    logged,
    problem: refused ?? row.cells.weight.problem ?? row.cells.reps.problem ?? row.cells.rpe.problem,
    type,
    step: (field, by) =>
      type(field, String(stepped(Number((row.cells[field].text || row.cells[field].placeholder).replace(',', '.')) || 0, by))),
    log,
    toggle: () => (logged ? uncompleteSet(setId) : log()),
  }
}
