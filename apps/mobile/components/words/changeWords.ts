import type { Plan } from '@holdfast/contract'
import type { Change } from '../../sync/session/changes.ts'
import { exercisePlaces, homeOf, type ExercisePlace } from '../../sync/session/exercisePlaces.ts'
import { keyOfAdded } from '../../sync/session/keyOfAdded.ts'
import type { SessionLog } from '../../sync/session/sessionLog.ts'
import { placeOfSet } from '../../sync/session/setIdentity.ts'
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

/** The name of the current exercise at a key. */
const placeName = (key: string, session: Session): string => locationOf(key, session)?.now.name ?? UNKNOWN

/** The name of the exercise that a key was made for. */
const ownName = (key: string, session: Session): string => locationOf(key, session)?.own.name ?? UNKNOWN

const UNKNOWN = 'An exercise'

/** The exercise at a key. If the plan has taken it over since, the planned one of the same exercise. */
function locationOf(key: string, session: Session): ExercisePlace | undefined {
  const exerciseId = session.addedExercises.find((added) => keyOfAdded(added) === key)?.exerciseId ?? key
  return homeOf({ key, exerciseId }, exercisePlaces(session.plan, session))
}

function setExercise(setId: string, session: Session): string {
  return placeOfSet(setId, exercisePlaces(session.plan, session), session)?.now.name ?? UNKNOWN
}
