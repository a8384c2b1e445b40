import { backoffMs } from './backoff.ts'

/**
 * When the outbox as a whole may ask again. Silence closes it for a growing while and leaves one probe at a time;
 * any verdict opens it; a trigger opens it early, but not before what the server asked for.
 */
export function createGate() {
  let silences = 0
  let quietUntilMs = 0
  let heldUntilMs = 0
  let lastSilence: string | null = null
  return {
    /** Nobody answered. `unit` is uniform in [0, 1); times are monotonic ms. */
    silence(why: string, nowMs: number, unit: number, retryAfterMs = 0): void {
      silences++
      quietUntilMs = nowMs + backoffMs(silences, unit)
      heldUntilMs = Math.max(heldUntilMs, nowMs + retryAfterMs)
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
    trigger(): void {
      quietUntilMs = 0
    },
    opensAtMs: (): number => Math.max(quietUntilMs, heldUntilMs),
    /** Whether nobody has answered lately: then one request at a time is enough to find out. */
    probing: (): boolean => silences > 0,
    lastSilence: (): string | null => lastSilence,
  }
}
