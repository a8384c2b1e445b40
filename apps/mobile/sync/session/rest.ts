import type { Clock } from '@holdfast/journal'
import type { AwakeClock } from '../device/awakeClock.ts'
import type { Rest } from './lifterEvent.ts'

/** Tells what is left of a rest, unaffected by later changes of the wall clock. */
export type RestTimer = {
  /** In ms, at most the length of the rest. Negative when it has been over for that long. */
  leftMs(rest: Rest): number
  /** The same rest in times of the wall clock as it is set now. */
  onWall(rest: Rest): Rest
}

/** A rest that begins now. */
export function restFrom(nowMs: number, seconds: number): Rest {
  return { startedAtMs: nowMs, endsAtMs: nowMs + seconds * 1000 }
}

/** The rest with its end moved by `byMs`. If it is over, a new rest begins now. The end is never in the past. */
export function adjustedRest({ startedAtMs, endsAtMs }: Rest, byMs: number, nowMs: number): Rest {
  const isOver = endsAtMs <= nowMs
  return { startedAtMs: isOver ? nowMs : startedAtMs, endsAtMs: Math.max(nowMs, (isOver ? nowMs : endsAtMs) + byMs) }
}

/** What is left of the rest at a time of the wall clock, in ms, at most its length. Negative when it has been over for that long. */
export function restLeftMs({ startedAtMs, endsAtMs }: Rest, nowMs: number): number {
  return Math.min(endsAtMs - nowMs, endsAtMs - startedAtMs)
}

/**
 * A rest is stored by its deadline on the wall clock, so it survives a kill. From the first call in a process on, it is measured with the
 * awake clock, which nobody can set.
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
