import { useEffect, useState } from 'react'
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import { useSessionStore } from '../../store/hooks.ts'
import type { SessionState } from '../../store/sessionStore.ts'
import type { Rest } from '../../sync/session/lifterEvent.ts'
import { afterPaint } from '../touch/afterPaint'
import type { Cells } from './cells.ts'
import { nextPlace } from './sessionRows.ts'
import type { SetPlace } from './sessionRows.ts'

/** The progress of the session: the next set, how many sets are logged, and the running rest. */
export type Course = { nextId: string | null; loggedCount: number; rest: Rest | null }

/**
 * The progress of the session, for everything except the ticked row itself. It changes after the ✓ was painted: a lifter waits for the ✓,
 * not for the button of the next set.
 */
export function useCourseOf(places: readonly SetPlace[], cells: StoreApi<Cells>, isEnded: boolean): StoreApi<Course> {
  const session = useSessionStore()
  const [course] = useState(() => createStore<Course>()(() => courseOf(places, session.getState(), cells.getState(), isEnded)))
  useEffect(() => {
    let waits = false
    let followed = true
    const look = (): void => {
      waits = false
      if (followed) course.setState(courseOf(places, session.getState(), cells.getState(), isEnded))
    }
    const soon = (): void => {
      if (waits) return
      waits = true
      afterPaint(look)
    }
    look()
    // An active cell is next at once, with its keypad. Otherwise the row from before would scroll the page back to itself.
    const taken = (now: Cells, before: Cells): void => (now.active && now.active !== before.active ? look() : soon())
    const stops = [session.subscribe(soon), cells.subscribe(taken)]
    return () => {
      followed = false
      for (const stop of stops) stop()
    }
  }, [places, session, cells, isEnded, course])
  return course
}

/** The next set: the one with the active cell, else the next of the plan. Null when the session is over. */
export function courseOf(
  places: readonly SetPlace[],
  { actualSets, rest }: Pick<SessionState, 'actualSets' | 'rest'>,
  { active }: Pick<Cells, 'active'>,
  isEnded: boolean,
): Course {
  const inHand = places.find(({ setId }) => setId === active?.setId && !actualSets[setId])
  const next = isEnded ? null : (inHand ?? nextPlace(places, actualSets))
  return { nextId: next?.setId ?? null, loggedCount: places.filter(({ setId }) => actualSets[setId]).length, rest }
}
