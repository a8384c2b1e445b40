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

/** How far the session has come: what is next, how many of its sets are logged, and the rest under way. */
export type Course = { nextId: string | null; loggedCount: number; rest: Rest | null }

/**
 * The course of the session for everything on the page that is not the ticked row itself. It goes on when the ✓ has been painted: a
 * finger waits for its ✓, and nobody for the button of the next set.
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
    // A cell that was taken is next at once, together with its keypad: or the row from before would call the page back to itself.
    const taken = (now: Cells, before: Cells): void => (now.active && now.active !== before.active ? look() : soon())
    const stops = [session.subscribe(soon), cells.subscribe(taken)]
    return () => {
      followed = false
      for (const stop of stops) stop()
    }
  }, [places, session, cells, isEnded, course])
  return course
}

/** The set whose cell is in hand is the one to log; else the plan goes on. Nothing is next in a session that is over. */
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
