import type { Clock, Medium, JournalLocation } from '@holdfast/journal'

/** How many attempts, and the ms between two: another window that must close needs a moment, on a slow phone some seconds. */
const TRIES_MAX = 20
const BETWEEN_TRIES_MS = 500

/**
 * Drops every generation of a journal that is not open in this process. Resolves with false when some of it is left, because another window
 * holds it.
 */
export async function dropJournal(location: JournalLocation, clock: Pick<Clock, 'after'>): Promise<boolean> {
  for (let tries = 1; !(await dropOnce(location)); tries++) {
    if (tries === TRIES_MAX) return false
    await new Promise<void>((resolve) => clock.after(BETWEEN_TRIES_MS, resolve))
  }
  return true
}

function dropOnce(location: JournalLocation): Promise<boolean> {
  return new Promise((resolve) => {
    location.generations((answer) => {
      if (!answer.ok) return resolve(false)
      const media = answer.generations.flatMap((generation) => [...location.replicas(generation)])
      void Promise.all(media.map(dropped)).then((gone) => resolve(gone.every(Boolean)))
    })
  })
}

function dropped(medium: Medium): Promise<boolean> {
  return new Promise((resolve) => medium.drop(resolve))
}
