/** A timer that stops while something holds it, and then continues with the time left. */
export type HeldTimer = {
  /** Begins with the whole length; if held, it begins when it is released. */
  start(): void
  stop(): void
  hold(by: string): void
  discarded(by: string): void
}

/** Calls `whenOver` after `lengthMs` in which nothing held it. */
export function heldTimer(lengthMs: number, whenOver: () => void): HeldTimer {
  const holders = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let leftMs: number | null = null
  let sinceMs = 0
  const run = (): void => {
    if (leftMs === null || holders.size > 0) return
    sinceMs = performance.now()
    timer = setTimeout(() => {
      leftMs = null
      whenOver()
    }, leftMs)
  }
  const stop = (): void => {
    clearTimeout(timer)
    leftMs = null
  }
  return {
    start() {
      stop()
      leftMs = lengthMs
      run()
    },
    stop,
    hold(by) {
      if (leftMs !== null && holders.size === 0) {
        clearTimeout(timer)
        leftMs = Math.max(0, leftMs - (performance.now() - sinceMs))
      }
      holders.add(by)
    },
    discarded(by) {
      if (holders.delete(by)) run()
    },
  }
}
