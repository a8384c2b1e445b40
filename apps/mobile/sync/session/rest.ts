import type { Clock } from '@holdfast/journal'
import type { AwakeClock } from '../device/awakeClock.ts'
import type { Rest } from './lifterEvent.ts'

/** What is left of rests, whatever is done to the wall clock meanwhile. */
export type RestTimer = {
  /** In ms, never more than the rest is long; below zero it has been over for that long. */
  leftMs(rest: Rest): number
  /** The same rest on the wall clock as it is now. */
  onWall(rest: Rest): Rest
}

/** A rest from now on. */
export function restFrom(nowMs: number, seconds: number): Rest {
  return { startedAtMs: nowMs, endsAtMs: nowMs + seconds * 1000 }
}

/** The rest with its end moved; for one that is over a new one begins now. It never ends in the past. */
export function adjustedRest({ startedAtMs, endsAtMs }: Rest, byMs: number, nowMs: number): Rest {
  const isOver = endsAtMs <= nowMs
  return { startedAtMs: isOver ? nowMs : startedAtMs, endsAtMs: Math.max(nowMs, (isOver ? nowMs : endsAtMs) + byMs) }
}

/** What is left of the rest at a time of the wall clock, in ms: never more than it is long, and below zero it has been over for that long. */
export function restLeftMs({ startedAtMs, endsAtMs }: Rest, nowMs: number): number {
  return Math.min(endsAtMs - nowMs, endsAtMs - startedAtMs)
}

/**
 * A rest is known by its deadline on the wall clock, which survives a kill. From the first time a process asks about it, it runs on the
 * clock that nobody sets.
 */
export function createRestTimer(clock: Clock, awake: AwakeClock): RestTimer {
  const seen = new WeakMap<Rest, { leftMs: number; atMs: number }>()
  const leftMs = (rest: Rest): number => {
    const nowMs = awake.nowMs()
    const first = seen.get(rest) ?? { leftMs: restLeftMs(rest, clock.wallMs()), atMs: nowMs }
    seen.set(rest, first)
    return first.leftMs - (nowMs - first.atMs)
  }
  return {
    leftMs,
    onWall(rest) {
      const byMs = Math.round(clock.wallMs() + leftMs(rest) - rest.endsAtMs)
      return { startedAtMs: rest.startedAtMs + byMs, endsAtMs: rest.endsAtMs + byMs }
    },
  }
}
