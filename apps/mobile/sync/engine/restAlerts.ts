import type { Rest } from '../session/lifterEvent.ts'
import type { Logs } from '../session/logs.ts'
import type { Lifecycle, RestAlert } from '../device/ports.ts'
import type { RestTimer } from '../session/rest.ts'

/** The alert that belongs to the rest under way. */
export type RestAlerts = {
  /** The system would not take the alert: the screen says so. */
  failed(): boolean
  stop(): void
}

const WORDS = 'Rest is over'

/** A wall clock that moved by less than this was not set. */
const SET_MS = 2_000

/**
 * Keeps the system's alert as the rest of the session on screen is: set when one begins or moves, and when the wall clock was set while
 * the app was away; taken back when it ends, and at start whatever an earlier process left behind. It runs after the commit and in its own
 * failure domain: whatever the alert throws, the set is logged.
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
