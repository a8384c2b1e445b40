import type { Clock } from '../ports.ts'

/** A clock that stands still until it is told to go on. */
export type VirtualClock = Clock & {
  /** Goes on by so much, calling back whatever falls due on the way, in order of time. */
  advance(byMs: number): void
  /** Sets the wall clock alone, as a person or a time server may. */
  setWall(wallMs: number): void
  /** How many callbacks wait. */
  readonly timers: number
}

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
