import { backoffMs } from './backoff.ts'

/** [O16] How many ms an operation waits for others after the last request began. */
export const GATHER_MS = 3_000

/**
 * When the outbox as a whole may ask. Silence closes it for a growing while and leaves one probe at a time; any verdict
 * opens it; a trigger opens it early, but not before what the server asked for. It also holds the batch window.
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
    /** [O16] A new operation while only its lane waits: it is sent at once, or when the batch window after the last request is over. */
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
