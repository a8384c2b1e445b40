import type { Engine } from '../engine/engine.ts'
import type { SessionView } from '../session/overlay.ts'
import { isOver, viewsOf } from '../views/sessionViews.ts'
import { historyFrom, type History } from './history.ts'

/** The history of whoever is signed in: the same value until something about a session that is over changes. */
export type FollowedHistory = {
  current(): History
  /** Every session as the screen shows it, also those to come. */
  views(): SessionView[]
  subscribe(listener: () => void): () => void
}

const followed = new WeakMap<Engine, FollowedHistory>()

/** The one history of an engine, so that every screen shares what was worked out. */
export function historyOf(engine: Engine): FollowedHistory {
  const known = followed.get(engine) ?? followHistory(engine)
  followed.set(engine, known)
  return known
}

/** A ✓ in the session on screen, and the server's word on it, cost the history nothing. */
function followHistory(engine: Engine): FollowedHistory {
  const views = viewsOf(engine)
  let last: { overMark: object; history: History } | null = null
  return {
    current() {
      const { all, overMark } = views.current()
      if (last?.overMark !== overMark) last = { overMark, history: historyFrom([...all.values()].filter(isOver)) }
      return last.history
    },
    views: () => [...views.current().all.values()],
    subscribe: views.subscribe,
  }
}
