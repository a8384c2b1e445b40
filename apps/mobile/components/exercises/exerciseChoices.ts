import { comparable, exerciseIdOf, storableStart } from '@holdfast/contract'
import type { KnownExercise } from '../../sync/session/knownExercises.ts'
import { REST_OF_ADDED_S } from '../../sync/session/setIdentity.ts'
import { commonExercises } from './commonExercises.ts'

/** The exercises to choose from for the text in the search field. */
export type ExerciseChoices = {
  /** From the programme and the history. */
  known: readonly KnownExercise[]
  common: readonly KnownExercise[]
  /** The typed name, when no exercise has exactly that name. */
  own: KnownExercise | null
}

/** The lifter's exercises first, then common lifts that are not among them, then the typed name. Pure. */
export function exerciseChoices(mine: readonly KnownExercise[], typed: string): ExerciseChoices {
  const wanted = comparable(typed)
  const words = wanted.split(' ').filter(Boolean)
  const matches = ({ name }: KnownExercise) => words.every((word) => comparable(name).includes(word))
  const names = new Set(mine.map(({ name }) => comparable(name)))
  const common = commonExercises.filter((name) => !names.has(comparable(name))).map(named)
  const isKnown = [...mine, ...common].some(({ name }) => comparable(name) === wanted)
  return {
    known: mine.filter(matches),
    common: common.filter(matches),
    own: words.length === 0 || isKnown ? null : named(storableStart(typed.trim().replace(/\s+/g, ' '), NAME_CHARACTERS_MAX).trim()),
  }
}

export const NAME_CHARACTERS_MAX = 120

function named(name: string): KnownExercise {
  return { exerciseId: exerciseIdOf(name), name, restSeconds: REST_OF_ADDED_S, sets: 1 }
}
