import type { Cancel } from '@holdfast/journal'

/** After each of these events a browser may grant a lock that it refused or released before. */
const CHANCES = ['visibilitychange', 'pointerup', 'keydown'] as const

/**
 * Keeps the screen on until it is cancelled. A browser releases the lock when the page is hidden or power is low, and does not restore it,
 * so it is requested again. Without a lock the screen turns off, and the app still logs.
 */
export function keepAwake(): Cancel {
  // Missing over plain http and in older browsers, although the types say otherwise.
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
    // A request without an answer is forgotten when the page is hidden, so that another one can be made.
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
