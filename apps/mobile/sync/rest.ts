import type { Rest } from './lifterEvent.ts'

/** A rest from now on. */
export function restFrom(nowMs: number, seconds: number): Rest {
  return { startedAtMs: nowMs, endsAtMs: nowMs + seconds * 1000 }
}

/** The rest with its end moved; one that is over goes on from now. It never ends in the past. */
export function adjustedRest(rest: Rest, byMs: number, nowMs: number): Rest {
  return { ...rest, endsAtMs: Math.max(nowMs, Math.max(nowMs, rest.endsAtMs) + byMs) }
}

/** What is left of the rest in milliseconds; below zero it has been over for that long. */
export function restLeftMs(rest: Rest, nowMs: number): number {
  return rest.endsAtMs - nowMs
}
