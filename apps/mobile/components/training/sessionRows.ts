import type { ActualSet, Plan, PlannedSet, SetType, Weight } from '@holdfast/contract'
import type { AddedSet } from '../../sync/lifterEvent.ts'

/** One set on screen: where it stands and what it is called. */
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
  /** The set above it, which an added set takes its numbers from. */
  aboveId: string | null
  added: boolean
  /** All sets of its exercise in order, itself among them. */
  siblings: readonly PlannedSibling[]
}

/** What a set has to know of the others of its exercise. */
export type PlannedSibling = { setId: string; number: string; isWarmup: boolean; weight: Weight | null; added: boolean }

/** One exercise on screen. */
export type ExerciseRows = {
  key: string
  exerciseId: string
  name: string
  notes: string
  unit: Weight['unit']
  inPlan: boolean
  warmups: readonly SetPlace[]
  sets: readonly SetPlace[]
}

type Row = { setId: string; setType: SetType; planned: PlannedSet | null; added: boolean }

/**
 * The rows of a session: the plan in its order, the sets the lifter added under their exercise, and every logged set
 * whose plan is gone: a plan may change in the middle of a workout, and no logged set leaves the screen for it.
 */
export function sessionRows(
  plan: Plan,
  addedSets: readonly AddedSet[],
  removedSetIds: readonly string[],
  logged: readonly ActualSet[],
): ExerciseRows[] {
  const removed = new Set(removedSetIds)
  const known = new Set([...plan.flatMap(({ sets }) => sets.map(({ id }) => id)), ...addedSets.map(({ id }) => id)])
  const orphans = logged.filter(({ id }) => !known.has(id)).map(({ id, exerciseId, setType }) => ({ id, exerciseId, setType }))
  const extras = [...addedSets, ...orphans].filter(({ id }) => !removed.has(id))
  const planned = [...plan].sort((a, b) => a.order - b.order)
  const taken = new Set<string>()
  const rows = planned.map((exercise) => {
    // An exercise that stands in the plan twice gets its extras once, at its last place.
    const last = planned.findLast(({ exerciseId }) => exerciseId === exercise.exerciseId) === exercise
    const own = last ? extras.filter(({ exerciseId }) => exerciseId === exercise.exerciseId) : []
    for (const { id } of own) taken.add(id)
    const sets = exercise.sets
      .filter(({ id }) => !removed.has(id))
      .map((set) => ({ setId: set.id, setType: set.setType, planned: set, added: false }))
    return exerciseRows({ ...exercise, key: exercise.id, inPlan: true }, [...sets, ...own.map(added)], exercise.sets)
  })
  const homeless = extras.filter(({ id }) => !taken.has(id))
  return [...rows, ...strangers(homeless)]
}

/** Logged sets of exercises the plan no longer has. */
function strangers(sets: readonly AddedSet[]): ExerciseRows[] {
  const exerciseIds = [...new Set(sets.map(({ exerciseId }) => exerciseId))]
  return exerciseIds.map((exerciseId) =>
    exerciseRows(
      { key: exerciseId, exerciseId, name: 'No longer in the plan', notes: '', inPlan: false },
      sets.filter((set) => set.exerciseId === exerciseId).map(added),
      [],
    ),
  )
}

function added(set: AddedSet): Row {
  return { setId: set.id, setType: set.setType, planned: null, added: true }
}

function exerciseRows(
  head: Pick<ExerciseRows, 'key' | 'exerciseId' | 'name' | 'notes' | 'inPlan'>,
  rows: readonly Row[],
  planned: readonly PlannedSet[],
): ExerciseRows {
  const { key, exerciseId, name, notes, inPlan } = head
  const warmups = rows.filter(({ setType }) => setType === 'warmup')
  const sets = rows.filter(({ setType }) => setType !== 'warmup')
  const unit = planned.find(({ weight }) => weight)?.weight?.unit ?? 'kg'
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
    warmups: warmups.map((row, at) => place(row, at, warmups, true)),
    sets: sets.map((row, at) => place(row, at, sets, false)),
  }
}

/** Every set in the order it is lifted. */
export function placesOf(rows: readonly ExerciseRows[]): SetPlace[] {
  return rows.flatMap(({ warmups, sets }) => [...warmups, ...sets])
}

/**
 * The set to lift next: the first open one after the set logged last, so that a skipped warm-up does not call the
 * lifter back; when nothing is open behind it, the first open one. Null when all are logged.
 */
export function nextPlace(places: readonly SetPlace[], actualSets: Readonly<Record<string, ActualSet>>): SetPlace | null {
  const times = places.map(({ setId }) => actualSets[setId]?.completedAt ?? '')
  const latest = times.reduce((best, time) => (time > best ? time : best), '')
  const lastAt = latest === '' ? -1 : times.lastIndexOf(latest)
  const open = (place: SetPlace) => actualSets[place.setId] === undefined
  return places.slice(lastAt + 1).find(open) ?? places.find(open) ?? null
}
