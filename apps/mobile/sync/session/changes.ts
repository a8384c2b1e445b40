import type { ActualSet } from '@holdfast/contract'
import { withoutMovesSince, type OrderChange } from './exerciseOrder.ts'
import { keyOfAdded } from './keyOfAdded.ts'
import type { ExerciseRef, LifterEvent } from './lifterEvent.ts'

/** A change of a session that the lifter can undo, with what undoing it needs. */
export type Change =
  | { kind: 'setUnticked'; setId: string; set: ActualSet }
  | { kind: 'setAdded'; setId: string }
  | { kind: 'setRemoved'; setId: string; set: ActualSet | null }
  | { kind: 'exerciseAdded'; key: string }
  /** `before` null: the place held the exercise of the plan. */
  | { kind: 'exerciseSwapped'; key: string; before: ExerciseRef | null }
  | { kind: 'exerciseRemoved'; key: string; setIds: readonly string[] }
  | OrderChange

/** The log before the event, as far as its changes depend on it. */
type Before = {
  changes: readonly Change[]
  actualSets: Readonly<Record<string, ActualSet>>
  swaps: Readonly<Record<string, ExerciseRef>>
  exerciseOrder: readonly string[]
}

/** An older change cannot be undone here. The lifter can still change the sets by hand. */
const CHANGES_MAX = 20

/**
 * The recent changes after one more event, newest last. A change leaves the list when the event undoes it, or makes undoing it pointless.
 */
export function changesAfter({ changes, actualSets, swaps, exerciseOrder }: Before, event: LifterEvent): readonly Change[] {
  const add = (change: Change, kept = changes): readonly Change[] => [...kept, change].slice(-CHANGES_MAX)
  switch (event.kind) {
    case 'setCompleted':
      return without(changes, (change) => change.kind === 'setUnticked' && change.setId === event.set.id)
    case 'setUncompleted': {
      const set = actualSets[event.setId]
      return set ? add({ kind: 'setUnticked', setId: event.setId, set }) : changes
    }
    case 'setAdded':
      return add({ kind: 'setAdded', setId: event.set.id })
    case 'setRemoved': {
      const others = without(changes, (change) => 'setId' in change && change.setId === event.setId)
      return event.undoes ? others : add({ kind: 'setRemoved', setId: event.setId, set: actualSets[event.setId] ?? null }, others)
    }
    case 'setRestored':
      return without(changes, (change) => change.kind === 'setRemoved' && change.setId === event.setId)
    case 'exerciseAdded':
      return add({ kind: 'exerciseAdded', key: keyOfAdded(event.exercise) })
    case 'exerciseSwapped': {
      const last = changes.findLast((change) => change.kind === 'exerciseSwapped' && change.key === event.key)
      const back = last?.kind === 'exerciseSwapped' && last.before?.exerciseId === event.exercise?.exerciseId
      return back
        ? without(changes, (change) => change === last)
        : add({ kind: 'exerciseSwapped', key: event.key, before: swaps[event.key] ?? null })
    }
    case 'exerciseRemoved': {
      const others = without(changes, (change) => change.kind === 'exerciseAdded' && change.key === event.key)
      return event.undoes ? others : add({ kind: 'exerciseRemoved', key: event.key, setIds: event.setIds }, others)
    }
    case 'exerciseRestored':
      return without(changes, (change) => change.kind === 'exerciseRemoved' && change.key === event.key)
    case 'changesTaken': {
      // Undoing one of these would replace what another device has changed since.
      const told = new Set([...event.sets.map(({ id }) => id), ...event.goneIds])
      return without(changes, (change) => (change.kind === 'setUnticked' || change.kind === 'setRemoved') && told.has(change.setId))
    }
    case 'exercisesOrdered':
      if (event.undoes) return withoutMovesSince(changes, event)
      return add({ kind: 'exercisesOrdered', key: event.key, before: exerciseOrder })
    case 'sessionStarted':
    case 'setDrafted':
    case 'setTypeChanged':
    case 'restChanged':
    case 'sessionRpeSet':
    case 'notesWritten':
    case 'sessionFinished':
    case 'sessionSkipped':
    case 'sessionReopened':
    case 'sessionDiscarded':
    case 'sessionLeft':
    case 'logReplaced':
    case 'sessionSeparated':
    case 'workoutImported':
      return changes
  }
}

/** Answers the same array when nothing is removed, so that nothing is drawn again. */
function without(changes: readonly Change[], gone: (change: Change) => boolean): readonly Change[] {
  return changes.some(gone) ? changes.filter((change) => !gone(change)) : changes
}
