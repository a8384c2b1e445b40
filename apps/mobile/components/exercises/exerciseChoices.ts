import { comparable, exerciseIdOf, storableStart } from '@holdfast/contract'
import type { KnownExercise } from '../../sync/session/knownExercises.ts'
import { REST_OF_ADDED_S } from '../../sync/session/setIdentity.ts'
import { commonExercises } from './commonExercises.ts'

/** What a lifter may pick from while something is typed into the search. */
export type ExerciseChoices = {
  /** From the programme and the history. */
  known: readonly KnownExercise[]
  common: readonly KnownExercise[]
  /** What was typed, when nothing is called exactly that. */
  own: KnownExercise | null
}

/** Pure: the lifter's own exercises first, then common lifts they have not met yet, then the typed name itself. */
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
