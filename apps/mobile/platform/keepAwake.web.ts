import type { Cancel } from '@holdfast/journal'

/** After each of these a browser may give a lock that it refused or took away before. */
const CHANCES = ['visibilitychange', 'pointerup', 'keydown'] as const

/**
 * Holds the screen on until it is cancelled. A browser takes the lock away whenever the page is hidden, and when power runs low, and never
 * gives it back by itself: so it is asked for again. One that has no locks, or gives none, lets the screen sleep, and the app still logs.
 */
export function keepAwake(): Cancel {
  // Absent over plain http and in older browsers, whatever the types say.
  const locks = navigator.wakeLock as WakeLock | undefined
  let held: WakeLockSentinel | null = null
  let isAsked = false
  let isOver = false
  const ask = async (): Promise<void> => {
    isAsked = true
    try {
      const given = await locks?.request('screen')
      if (isOver || held?.released === false) await given?.release()
      else held = given ?? null
    } catch {
      held = null
    }
    isAsked = false
  }
  const follow = (): void => {
    // An answer that never came is not waited for behind the page's back.
    if (document.visibilityState === 'hidden') isAsked = false
    else if (!isAsked && held?.released !== false) void ask()
  }
  follow()
  for (const chance of CHANCES) document.addEventListener(chance, follow)
  return () => {
    isOver = true
    for (const chance of CHANCES) document.removeEventListener(chance, follow)
    void held?.release()
  }
}
