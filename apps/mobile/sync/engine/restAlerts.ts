import type { Rest } from '../session/lifterEvent.ts'
import type { Logs } from '../session/logs.ts'
import type { Lifecycle, RestAlert } from '../device/ports.ts'
import type { RestTimer } from '../session/rest.ts'

/** The system's alert for the rest of the session on screen. */
export type RestAlerts = {
  /** Whether the system refused the alert: the screen shows that. */
  failed(): boolean
  stop(): void
}

const WORDS = 'Rest is over'

/** A wall clock that moved by less than this was not set. */
const SET_MS = 2_000

/**
 * Keeps the system's alert equal to the rest of the session on screen. It is scheduled when a rest begins or moves, and again if the wall
 * clock was set while the app was away. It is cancelled when the rest ends; at the start, an alert of an earlier process is cancelled too.
 * Runs after the commit, and catches what the alert throws: the set is logged in any case.
 */
export function followRest(logs: Logs, alert: RestAlert, timer: RestTimer, lifecycle: Lifecycle): RestAlerts {
  let failed = false
  let alertAtMs: number | null = null
  const current = (): Rest | null => {
    const { currentId, logs: all } = logs.current()
    return (currentId === null ? null : all[currentId]?.rest) ?? null
  }
  const keep = (rest: Rest | null): void => {
    alertAtMs = rest && timer.leftMs(rest) > 0 ? timer.onWall(rest).endsAtMs : null
    try {
      if (alertAtMs === null) alert.cancel()
      else alert.schedule(alertAtMs, WORDS, true)
      failed = false
    } catch {
      failed = true
    }
  }
  let kept = current()
  keep(kept)
  const stopFollowing = logs.subscribe(() => {
    const rest = current()
    if (rest === kept) return
    kept = rest
    keep(rest)
  })
  const stopWatching = lifecycle.watch((state) => {
    if (state !== 'foreground' || !kept || alertAtMs === null) return
    if (Math.abs(timer.onWall(kept).endsAtMs - alertAtMs) > SET_MS) keep(kept)
  })
  return {
    failed: () => failed,
    stop() {
      stopFollowing()
      stopWatching()
      keep(null)
    },
  }
}
