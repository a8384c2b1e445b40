import type { ActualSet, Weight } from '@holdfast/contract'
import { useMemo } from 'react'
import { useFeel, useSession, useSessionStore } from '../../store/hooks.ts'
import { announce } from '../touch/announce'
import { useSnackbar } from '../controls/Snackbar.tsx'
import { number, spokenSet, weightWords } from '../words/amounts.ts'
import { cellText, decimalMark } from '../words/decimalMark.ts'
import { inUnit, seemsBarbell } from '../words/plates.ts'
import type { Rack } from '../words/plates.ts'
import { numberOf, stepped } from '../words/typedNumber.ts'
import { noTyping } from '../session/cells.ts'
import { ownWeights, withBases } from '../session/exerciseUnits.ts'
import { useCells, useLogger } from '../session/loggerContext.ts'
import type { SetPlace } from '../session/sessionRows.ts'
import { draftOf, setCells } from '../session/setCells.ts'
import type { Field, SetCells } from '../session/setCells.ts'
import { ownPart } from '../session/ownPart.ts'
import { followersOf, isSame, spreadWords } from '../session/spread.ts'
import { useRacks } from '../session/useRack.ts'

export type SetRowState = SetCells & {
  /** The log holds exactly what the cells show. */
  logged: boolean
  /** Storage refused the last change of it. */
  notSaved: boolean
  /** Why the ✓ was refused, or what is wrong in a cell. */
  problem: string | null
  /** What a weight in the unit of this set is loaded from. */
  rack: Rack
  onBar: boolean
  type(field: Field, text: string): void
  /** One step up or down from the current number. */
  step(field: Field, direction: 1 | -1): void
  /** Kilograms to pounds and back, for every open set of the exercise. */
  switchUnit(): void
  /** The weight this set has itself, as it is saved now. */
  ownWeight(): Weight | null
  /** Shows which sets below took over a weight that differs from `before`, and offers to undo that. */
  sayWhoFollows(before: Weight | null): void
  /** Logs what the cells show; the ✓ follows once it is durable. */
  log(): void
  /** The ✓: logs, or removes the log and keeps the numbers. */
  toggle(): void
}

/** One set as its row, the keypad and the button of the next set use it. */
export function useSetRow(place: SetPlace, lastTime: ActualSet | undefined, unit: Weight['unit']): SetRowState {
  const { setId, exerciseKey, siblings } = place
  const { cells, lastTime: allLastTime } = useLogger()
  const feel = useFeel()
  const { show } = useSnackbar()
  const store = useSessionStore()
  const racks = useRacks()
  const typed = useCells((state) => state.typed[setId]) ?? noTyping
  const refused = useCells((state) => state.refused[setId]) ?? null
  const onBar = useCells((state) => state.bars[exerciseKey]) ?? seemsBarbell(place.exerciseName)
  const bases = useMemo(() => withBases(siblings, allLastTime), [siblings, allLastTime])
  const { actual, draft, above, carried, loggedUnit, notSaved } = useSession(useMemo(() => ownPart(place, bases), [place, bases]))
  const chosen = useCells((state) => state.units[exerciseKey]) ?? loggedUnit
  const base = bases.find((sibling) => sibling.setId === setId)?.base ?? null
  // What this set would propose if no set above had changed.
  const proposed = base && chosen ? inUnit(base, chosen, racks[chosen], onBar) : base
  const sources = {
    typed,
    draft,
    actual,
    planned: place.planned,
    previous: above ?? lastTime ?? null,
    carried,
    chosen,
    rack: racks[chosen ?? unit],
    onBar,
    unit,
    mark: decimalMark,
  }
  const row = setCells(sources)
  const rack = racks[row.unit]
  const logged = actual !== null && !row.spoiled

  function type(field: Field, text: string, fresh = false) {
    cells.getState().type(setId, field, text, fresh)
    // All that was typed, not only this key: an earlier draft may not be on disk yet.
    const allTyped = cells.getState().typed[setId] ?? noTyping
    const { updateSet } = store.getState()
    if (actual === null) return updateSet(setId, draftOf(allTyped, draft, row.unit))
    // A correction of a logged set is logged with the key that makes it a valid number: what is shown is what is saved.
    const { values } = setCells({ ...sources, typed: allTyped })
    if (values.kind === 'ok') updateSet(setId, values.values)
  }
  function step(field: Field, direction: 1 | -1) {
    const { text, placeholder, number: inCell } = row.cells[field]
    const by = field === 'weight' ? rack.step : field === 'reps' ? 1 : 0.5
    type(field, cellText(number(stepped((text === '' ? numberOf(placeholder) : inCell) ?? 0, direction * by)), decimalMark), true)
  }
  function switchUnit() {
    const to = row.unit === 'kg' ? 'lb' : 'kg'
    const { actualSets, drafts, updateSet } = store.getState()
    const { fresh, chooseUnit, forgetWeight } = cells.getState()
    chooseUnit(exerciseKey, to)
    for (const { setId: id } of siblings) {
      const kept = drafts[id] ?? null
      const isInHand = id === setId && typed.weight !== undefined && !fresh
      if (actualSets[id]) continue
      // A number that is being typed had the wrong unit, so the number stays. Every other weight is converted.
      if (isInHand) updateSet(id, draftOf(typed, kept, to))
      else if (kept?.weight) {
        forgetWeight(id)
        updateSet(id, { ...kept, weight: inUnit(kept.weight, to, racks[to], onBar) })
      }
    }
    // The active cell of a logged set had the wrong unit: the number is right, and a logged number is never converted.
    if (actual?.weight) updateSet(setId, { reps: actual.reps, rpe: actual.rpe, weight: { value: actual.weight.value, unit: to } })
  }
  function ownWeight() {
    return ownWeights(store.getState())(setId)
  }
  function sayWhoFollows(before: Weight | null) {
    const now = ownWeight()
    const followers = followersOf(setId, bases, ownWeights(store.getState()))
    const [follower] = followers
    if (!now || isSame(now, before) || isSame(now, proposed) || follower === undefined) return
    const numbers = siblings.filter((sibling) => followers.includes(sibling.setId)).map((sibling) => sibling.number)
    const onlyThis = () => {
      if (!proposed) return
      const { drafts, updateSet } = store.getState()
      // The sets below that one follow it in turn, so one record is enough for all.
      updateSet(follower, { reps: drafts[follower]?.reps ?? null, rpe: drafts[follower]?.rpe ?? null, weight: proposed })
    }
    show({ words: `${spreadWords(numbers)}: ${weightWords(now)}`, ...(proposed ? { undo: onlyThis, undoWords: 'Only this set' } : {}) })
  }
  function log() {
    // Rendered before the ✓ that is in the log by now: this tap was meant for the same one.
    if (actual === null && store.getState().actualSets[setId]) return
    if (row.values.kind === 'bad') {
      cells.getState().refuse(setId, row.values.why)
      feel.refused()
      announce(`Not logged. ${row.values.why}`)
      return
    }
    const { values } = row.values
    store.getState().completeSet(setId, values, (saved) => {
      if (!saved) return feel.refused()
      cells.getState().settle(setId)
      feel.saved()
      announce(`${place.name} saved. ${spokenSet(values)}.`)
    })
  }
  return {
    ...row,
    logged,
    notSaved,
    problem: refused ?? row.cells.weight.problem ?? row.cells.reps.problem ?? row.cells.rpe.problem,
    rack,
    onBar,
    type,
    step,
    switchUnit,
    ownWeight,
    sayWhoFollows,
    log,
    toggle: () => (logged ? store.getState().uncompleteSet(setId) : log()),
  }
}
