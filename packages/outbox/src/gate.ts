import { backoffMs } from './backoff.ts'

/** How long a set logged right after another waits for company, counted from the last request. */
export const GATHER_MS = 3_000

/**
 * When the outbox as a whole may ask. Silence closes it for a growing while and leaves one probe at a time; any verdict
 * opens it; a trigger opens it early, but not before what the server asked for. In a live workout it also gathers.
 */
export function createGate() {
  let silences = 0
  let quietUntilMs = 0
  let heldUntilMs = 0
  let gatherUntilMs = 0
  let lastStartMs = -Infinity
  let lastSilence: string | null = null
  return {
    /** Nobody answered. `unit` is uniform in [0, 1); times are monotonic ms. */
    silence(why: string, nowMs: number, unit: number): void {
      silences++
      quietUntilMs = nowMs + backoffMs(silences, unit)
      lastSilence = why
    },
    /** A verdict came. Says whether that ends a silence. */
    heard(): boolean {
      const ended = silences > 0
      silences = 0
      quietUntilMs = 0
      lastSilence = null
      return ended
    },
    /** Nothing starts before this, not even on a trigger: the server asked for it, or the time given to a drain is over. */
    hold(untilMs: number): void {
      heldUntilMs = Math.max(heldUntilMs, untilMs)
    },
    started(nowMs: number): void {
      lastStartMs = nowMs
    },
    trigger(): void {
      quietUntilMs = 0
      gatherUntilMs = 0
    },
    /** The lifter did something small while nothing else waits: it goes at once, or with what follows a request by less than 3 s. */
    gather(): void {
      quietUntilMs = 0
      gatherUntilMs = lastStartMs + GATHER_MS
    },
    opensAtMs: (): number => Math.max(quietUntilMs, heldUntilMs, gatherUntilMs),
    /** Whether nobody has answered lately: then one small request at a time is enough to find out. */
    probing: (): boolean => silences > 0,
    lastSilence: (): string | null => lastSilence,
  }
}
