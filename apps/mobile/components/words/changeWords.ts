import type { Plan } from '@holdfast/contract'
import type { Change } from '../../sync/changes.ts'
import type { SessionLog } from '../../sync/sessionLog.ts'
import { setWords } from './amounts.ts'

type Session = Pick<SessionLog, 'addedSets' | 'addedExercises' | 'swaps'> & { plan: Plan }

/** What the lifter did, as a sentence: for the snackbar, and for the list of recent changes. */
export function changeWords(change: Change, session: Session): string {
  switch (change.kind) {
    case 'setUnticked':
      return `${change.set.exerciseName ?? setExercise(change.setId, session)}, ${setWords(change.set)}: no longer logged.`
    case 'setAdded':
      return `${setExercise(change.setId, session)}: set added.`
    case 'setRemoved':
      return `${setExercise(change.setId, session)}: ${change.set ? `set removed, ${setWords(change.set)}.` : 'set removed.'}`
    case 'exerciseAdded':
      return `${ownName(change.key, session)} added.`
    case 'exerciseSwapped': {
      const before = change.before?.name ?? ownName(change.key, session)
      return `${before} swapped for ${placeName(change.key, session)}.`
    }
    case 'exerciseRemoved':
      return `${placeName(change.key, session)} removed.`
    case 'exercisesOrdered':
      return `${placeName(change.key, session)} moved.`
  }
}

/** What stands in a place now. */
function placeName(key: string, session: Session): string {
  return session.swaps[key]?.name ?? ownName(key, session)
}

/** What a place was made for. */
function ownName(key: string, { plan, addedExercises }: Session): string {
  const planned = plan.find(({ id, exerciseId }) => id === key || exerciseId === key)
  return planned?.name ?? addedExercises.find(({ exerciseId }) => exerciseId === key)?.name ?? 'An exercise'
}

function setExercise(setId: string, session: Session): string {
  const planned = session.plan.find(({ sets }) => sets.some(({ id }) => id === setId))
  const added = session.addedSets.find(({ id }) => id === setId)
  return placeName(planned?.id ?? added?.key ?? added?.exerciseId ?? '', session)
}
