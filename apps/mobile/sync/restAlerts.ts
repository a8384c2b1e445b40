import type { Clock } from '@holdfast/journal'
import type { Rest } from './lifterEvent.ts'
import type { Logs } from './logs.ts'
import type { RestAlert } from './ports.ts'

/** The alert that belongs to the rest under way. */
export type RestAlerts = {
  /** The system would not take the alert: the screen says so. */
  failed(): boolean
  stop(): void
}

const WORDS = 'Rest is over'

/**
 * Keeps the system's alert as the rest of the session on screen is: set when one begins or moves, taken back when it ends,
 * and at start whatever an earlier process left behind. It runs after the commit and in its own failure domain: whatever
 * the alert throws, the set is logged.
 */
export function followRest(logs: Logs, alert: RestAlert, clock: Clock): RestAlerts {
  let failed = false
  const current = (): Rest | null => {
    const { currentId, logs: all } = logs.current()
    return (currentId === null ? null : all[currentId]?.rest) ?? null
  }
  const keep = (rest: Rest | null): void => {
    try {
      if (rest && rest.endsAtMs > clock.wallMs()) alert.schedule(rest.endsAtMs, WORDS, true)
      else alert.cancel()
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
  return {
    failed: () => failed,
    stop() {
      stopFollowing()
      keep(null)
    },
  }
}
