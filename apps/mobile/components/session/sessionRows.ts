import type { ActualSet, Plan, PlannedSet, SetType, Weight } from '@holdfast/contract'
import { placesInOrder } from '../../sync/session/exerciseOrder.ts'
import { exercisePlaces, homeOf, type ExercisePlace } from '../../sync/session/exercisePlaces.ts'
import type { AddedSet } from '../../sync/session/lifterEvent.ts'
import type { SessionLog } from '../../sync/session/sessionLog.ts'

/** One set on screen: its position and its name. */
export type SetPlace = {
  setId: string
  exerciseKey: string
  exerciseName: string
  setType: SetType
  /** "W1" or "2", for the first column. */
  number: string
  /** "Warm-up 1" or "Set 2". */
  name: string
  /** How many sets of its kind the exercise has. */
  of: number
  planned: PlannedSet | null
  /** The set above it, whose numbers an added set proposes. */
  aboveId: string | null
  added: boolean
  /** All sets of its exercise in order, including this one. */
  siblings: readonly PlannedSibling[]
}

/** What a set needs to know of the others of its exercise. */
export type PlannedSibling = { setId: string; number: string; isWarmup: boolean; weight: Weight | null; added: boolean }

/** One exercise on screen. */
export type ExerciseRows = {
  /** The id of the planned exercise, or of the added one. */
  key: string
  exerciseId: string
  name: string
  notes: string
  unit: Weight['unit']
  inPlan: boolean
  /** The exercise that was swapped for this one; null when none was. */
  insteadOf: string | null
  /** Only what was logged before a swap, or outside every exercise on screen: no set is added to it. */
  isPast: boolean
  warmups: readonly SetPlace[]
  sets: readonly SetPlace[]
}

/** How the lifter changed the session. */
export type Shape = Pick<SessionLog, 'addedExercises' | 'swaps' | 'removedExercises' | 'exerciseOrder' | 'setTypes'>

export const asPlanned: Shape = { addedExercises: [], swaps: {}, removedExercises: [], exerciseOrder: [], setTypes: {} }

type Row = { setId: string; setType: SetType; planned: PlannedSet | null; added: boolean }
type Extra = AddedSet & { exerciseName?: string | undefined }

/**
 * The rows of a session: the plan in its order, then the exercises that the lifter added, or the order that the lifter made. A swapped
 * exercise follows what was logged before the swap. Every logged set whose plan is gone is included: a plan may change during a workout,
 * and no logged set may leave the screen. Of `logged`, only sets outside the plan, and sets logged as another exercise than the plan's,
 * matter.
 */
export function sessionRows(
  plan: Plan,
  addedSets: readonly AddedSet[],
  removedSetIds: readonly string[],
  logged: readonly ActualSet[],
  shape: Shape = asPlanned,
  unit: Weight['unit'] = 'kg',
): ExerciseRows[] {
  const removed = new Set(removedSetIds)
  const loggedById = new Map(logged.map((set) => [set.id, set]))
  const known = new Set([...plan.flatMap(({ sets }) => sets.map(({ id }) => id)), ...addedSets.map(({ id }) => id)])
  const orphans: Extra[] = logged
    .filter(({ id }) => !known.has(id))
    .map(({ id, exerciseId, exerciseName, setType }) => ({ id, exerciseId, exerciseName, setType }))
  const extras = [...addedSets, ...orphans].filter(({ id }) => !removed.has(id))
  const places = placesFor(plan, shape)
  const rowOf = (id: string, setType: SetType, planned: PlannedSet | null): Row => ({
    setId: id,
    setType: shape.setTypes[id] ?? setType,
    planned,
    added: planned === null,
  })
  const standing = places.map(({ place }) => place)
  const homes = extras.map((set) => ({ set, home: homeOf(set, standing) }))
  const rows = placesInOrder(places, shape.exerciseOrder).flatMap((place) => {
    const planned = place.sets.filter(({ id }) => !removed.has(id)).map((set) => rowOf(set.id, set.setType, set))
    const own = homes.filter(({ home }) => home === place.place).map(({ set }) => rowOf(set.id, set.setType, null))
    const all = [...planned, ...own]
    const past = all.filter(({ setId }) => isPast(loggedById.get(setId), place))
    const now = all.filter((row) => !past.includes(row))
    const gone = now.length === 0 && shape.removedExercises.includes(place.key)
    return [...pastRows(past, place, loggedById), ...(gone ? [] : [exerciseRows(place, now, unit)])]
  })
  return [
    ...rows,
    ...strangers(
      homes.flatMap(({ set, home }) => (home ? [] : [set])),
      rowOf,
    ),
  ]
}

type Head = Pick<ExerciseRows, 'key' | 'exerciseId' | 'name' | 'notes' | 'inPlan' | 'insteadOf' | 'isPast'>
type Place = Head & { place: ExercisePlace; sets: readonly PlannedSet[] }

/** The exercises of the screen with their sets, and what the card of each shows. */
function placesFor(plan: Plan, shape: Shape): Place[] {
  return exercisePlaces(plan, shape).map((place): Place => {
    const { key, own, now, isSwapped, planned } = place
    return {
      place,
      key,
      exerciseId: now.exerciseId,
      name: now.name,
      notes: isSwapped || !planned ? '' : planned.notes,
      inPlan: planned !== null,
      insteadOf: isSwapped ? own.name : null,
      isPast: false,
      // The plan's loads are for the exercise of the plan.
      sets: isSwapped ? (planned?.sets ?? []).map((set) => ({ ...set, weight: null })) : (planned?.sets ?? []),
    }
  })
}

function isPast(set: ActualSet | undefined, place: Place): boolean {
  return set !== undefined && set.exerciseId !== place.exerciseId
}

/** What was logged as another exercise before a swap: it keeps its name, above the current exercise. */
function pastRows(rows: readonly Row[], place: Place, logged: ReadonlyMap<string, ActualSet>): ExerciseRows[] {
  const setOf = ({ setId }: Row) => logged.get(setId)!
  return [...new Set(rows.map((row) => setOf(row).exerciseId))].map((exerciseId) => {
    const own = rows.filter((row) => setOf(row).exerciseId === exerciseId)
    const name = setOf(own[0]!).exerciseName ?? (exerciseId === place.place.own.exerciseId ? place.place.own.name : NO_LONGER)
    return exerciseRows({ ...place, key: `${place.key} ${exerciseId}`, exerciseId, name, notes: '', insteadOf: null, isPast: true }, own)
  })
}

const NO_LONGER = 'No longer in the plan'

/** Logged sets of exercises that are not on this screen otherwise. */
function strangers(sets: readonly Extra[], rowOf: (id: string, setType: SetType, planned: null) => Row): ExerciseRows[] {
  return [...new Set(sets.map(({ exerciseId }) => exerciseId))].map((exerciseId) => {
    const own = sets.filter((set) => set.exerciseId === exerciseId)
    const name = own.find(({ exerciseName }) => exerciseName)?.exerciseName ?? NO_LONGER
    const head = { key: exerciseId, exerciseId, name, notes: '', inPlan: false, insteadOf: null, isPast: true }
    return exerciseRows(
      head,
      own.map(({ id, setType }) => rowOf(id, setType, null)),
    )
  })
}

function exerciseRows(head: Head, rows: readonly Row[], unplannedUnit: Weight['unit'] = 'kg'): ExerciseRows {
  const { key, exerciseId, name, notes, inPlan, insteadOf, isPast } = head
  const warmups = rows.filter(({ setType }) => setType === 'warmup')
  const sets = rows.filter(({ setType }) => setType !== 'warmup')
  const unit = rows.find(({ planned }) => planned?.weight)?.planned?.weight?.unit ?? unplannedUnit
  const numberOf = (at: number, warm: boolean) => (warm ? `W${at + 1}` : String(at + 1))
  const sibling = ({ setId, planned: plan, added: isAdded }: Row, at: number, warm: boolean): PlannedSibling => ({
    setId,
    number: numberOf(at, warm),
    isWarmup: warm,
    weight: plan?.weight ?? null,
    added: isAdded,
  })
  const siblings = [...warmups.map((row, at) => sibling(row, at, true)), ...sets.map((row, at) => sibling(row, at, false))]
  const place = (row: Row, at: number, all: readonly Row[], warm: boolean): SetPlace => ({
    ...row,
    exerciseKey: key,
    exerciseName: name,
    siblings,
    number: numberOf(at, warm),
    name: `${warm ? 'Warm-up' : 'Set'} ${at + 1}`,
    of: all.length,
    aboveId: all[at - 1]?.setId ?? null,
  })
  return {
    key,
    exerciseId,
    name,
    notes,
    unit,
    inPlan,
    insteadOf,
    isPast,
    warmups: warmups.map((row, at) => place(row, at, warmups, true)),
    sets: sets.map((row, at) => place(row, at, sets, false)),
  }
}

/** Every set in the order it is lifted. */
export function placesOf(rows: readonly ExerciseRows[]): SetPlace[] {
  return rows.flatMap(({ warmups, sets }) => [...warmups, ...sets])
}

/**
 * The next set to lift: the first open one after the set logged last, so that a skipped warm-up is not next again. If none is open after
 * it, the first open one. Null when all are logged.
 */
export function nextPlace(places: readonly SetPlace[], actualSets: Readonly<Record<string, ActualSet>>): SetPlace | null {
  const times = places.map(({ setId }) => actualSets[setId]?.completedAt ?? '')
  const latest = times.reduce((best, time) => (time > best ? time : best), '')
  const lastAt = latest === '' ? -1 : times.lastIndexOf(latest)
  const open = (place: SetPlace) => actualSets[place.setId] === undefined
  return places.slice(lastAt + 1).find(open) ?? places.find(open) ?? null
}
