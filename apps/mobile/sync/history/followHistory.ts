import type { Engine } from '../engine/engine.ts'
import type { SessionView } from '../session/overlay.ts'
import { isOver, viewsOf } from '../views/sessionViews.ts'
import { historyFrom, type History } from './history.ts'

/** The history of the account that is signed in. The same value until something about a session that is over changes. */
export type FollowedHistory = {
  current(): History
  /** Every session as the screen shows it, also planned ones. */
  views(): SessionView[]
  subscribe(listener: () => void): () => void
}

const followed = new WeakMap<Engine, FollowedHistory>()

/** The history of an engine. There is one, so that all screens share its computations. */
export function historyOf(engine: Engine): FollowedHistory {
  const known = followed.get(engine) ?? followHistory(engine)
  followed.set(engine, known)
  return known
}

/** A ✓ in the session on screen, and its verdict, must not compute the history again. */
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
