import { backoffMs } from './backoff.ts'

/** [O16] The batch window: how many ms after the start of the last request an operation waits for others. */
export const BATCH_WINDOW_MS = 3_000

/**
 * [O8] [O16] When the outbox as a whole may send. An unanswered request closes the gate for a growing time, and then one probe at a time is
 * sent. Any verdict opens it. A trigger opens it early, but not before the time that the server asked for. It also holds the batch window.
 */
export function createGate() {
  let silences = 0
  let quietUntilMs = 0
  let heldUntilMs = 0
  let windowUntilMs = 0
  let lastStartMs = -Infinity
  let lastSilence: string | null = null
  return {
    /** A request was unanswered, for the reason `why`. `unit` is uniform in [0, 1); times are monotonic ms. */
    silence(why: string, nowMs: number, unit: number): void {
      silences++
      quietUntilMs = nowMs + backoffMs(silences, unit)
      lastSilence = why
    },
    /** A verdict came. Answers whether the last request before it was unanswered. */
    heard(): boolean {
      const ended = silences > 0
      silences = 0
      quietUntilMs = 0
      lastSilence = null
      return ended
    },
    /**
     * Nothing starts before `untilMs` (monotonic), not even after a trigger: the server asked for it, or the deadline of a drain passed.
     */
    hold(untilMs: number): void {
      heldUntilMs = Math.max(heldUntilMs, untilMs)
    },
    /** A request started: a batch window is counted from here. */
    started(nowMs: number): void {
      lastStartMs = nowMs
    },
    /** Ends the wait after unanswered requests, and the batch window. */
    trigger(): void {
      quietUntilMs = 0
      windowUntilMs = 0
    },
    /** [O16] A new operation while only its lane waits: it is sent at once, or when the batch window after the last request is over. */
    openBatchWindow(): void {
      quietUntilMs = 0
      windowUntilMs = lastStartMs + BATCH_WINDOW_MS
    },
    /** When the gate opens, in monotonic ms. */
    opensAtMs: (): number => Math.max(quietUntilMs, heldUntilMs, windowUntilMs),
    /** Whether the last request was unanswered: then one small request at a time is enough to find out. */
    probing: (): boolean => silences > 0,
    /** Why the last request was unanswered; null after a verdict. */
    lastSilence: (): string | null => lastSilence,
  }
}
