import type { Clock } from '../ports.ts'

/** A clock for tests: time passes only in `advance`. */
export type VirtualClock = Clock & {
  /** Lets so many ms pass, and calls the callbacks that become due, in the order of their times. */
  advance(byMs: number): void
  /** Sets the wall clock only (ms since 1970), as a person or a time server may. `monoMs` does not change. */
  setWall(wallMs: number): void
  /** The number of callbacks that wait. */
  readonly timers: number
}

/** Makes a virtual clock: `monoMs` starts at 0, the wall clock at `wallStartMs` (ms since 1970). */
export function virtualClock(wallStartMs = 1_800_000_000_000): VirtualClock {
  let mono = 0
  let wallOffset = wallStartMs
  let nextId = 0
  const waiting = new Map<number, { atMs: number; callback: () => void }>()
  return {
    wallMs: () => mono + wallOffset,
    monoMs: () => mono,
    after(delayMs, callback) {
      const id = nextId++
      waiting.set(id, { atMs: mono + Math.max(0, delayMs), callback })
      return () => waiting.delete(id)
    },
    advance(byMs) {
      const endMs = mono + byMs
      for (;;) {
        const due = [...waiting].filter(([, timer]) => timer.atMs <= endMs).sort(([a, x], [b, y]) => x.atMs - y.atMs || a - b)[0]
        if (!due) break
        const [id, timer] = due
        waiting.delete(id)
        mono = Math.max(mono, timer.atMs)
        timer.callback()
      }
      mono = endMs
    },
    setWall(wallMs) {
      wallOffset = wallMs - mono
    },
    get timers() {
      return waiting.size
    },
  }
}
