import type { Medium, Place } from '@holdfast/journal'

/** Throws away every generation of a journal that nobody here has open. False when some of it is still there: another window holds it. */
export function dropJournal(place: Place): Promise<boolean> {
  return new Promise((resolve) => {
    place.generations((answer) => {
      if (!answer.ok) return resolve(false)
      const media = answer.generations.flatMap((generation) => [...place.sides(generation)])
      void Promise.all(media.map(dropped)).then((gone) => resolve(gone.every(Boolean)))
    })
  })
}

function dropped(medium: Medium): Promise<boolean> {
  return new Promise((resolve) => medium.drop(resolve))
}
