import type { Outbox } from '@holdfast/outbox'
import { z } from 'zod'
import type { Background, Index, Platform } from './ports.ts'
import { parsedJson } from './parsedJson.ts'

/** How long a background run sends, in ms. It fits the half minute that a system gives, with time left to record the result. */
export const RUN_DEADLINE_MS = 20_000
const RUNS_MAX = 50
const KEY = 'background_runs'

const runSchema = z.object({
  /** Unix epoch, ms. */
  at: z.number(),
  outcome: z.enum(['drained', 'signedOut', 'storageUnavailable']),
  sent: z.number(),
  rejected: z.number(),
  waiting: z.number(),
})

/** One background run: when the system woke the app to send what waits, and how the run ended. */
export type BackgroundRun = z.infer<typeof runSchema>

/** How a run ended. */
export type RunEnd = Omit<BackgroundRun, 'at'>

/** The last runs, newest first; none when the stored text cannot be read. */
export function backgroundRuns(index: Index): BackgroundRun[] {
  const text = index.read(KEY)
  if (text === null) return []
  const read = z.array(runSchema).safeParse(parsedJson(text))
  return read.success ? read.data : []
}

/** `backgroundRuns` for frequent calls: reads the index each time, and parses the text only when it changed. */
export function followRuns(index: Index): () => BackgroundRun[] {
  let text: string | null = null
  let runs: BackgroundRun[] = []
  return () => {
    const now = index.read(KEY)
    if (now !== text) {
      text = now
      runs = backgroundRuns(index)
    }
    return runs
  }
}

/** Sends what waits for as long as a run may take, records how the run ended and calls `done`. */
export function drainInBackground(platform: Pick<Platform, 'clock' | 'index'>, outbox: Outbox, done: (end: RunEnd) => void): void {
  outbox.drain({ deadlineMs: RUN_DEADLINE_MS }, ({ sent, rejected, waiting }) => {
    endRun(platform, { outcome: 'drained', sent, rejected, waiting }, done)
  })
}

/** Records how a run ended, and calls `done`. */
export function endRun({ clock, index }: Pick<Platform, 'clock' | 'index'>, run: RunEnd, done: (end: RunEnd) => void): void {
  recordRun(index, { at: clock.wallMs(), ...run })
  done(run)
}

/** Adds a run to the stored list; the last 50 are kept. */
export function recordRun(index: Index, run: BackgroundRun): void {
  index.write(KEY, JSON.stringify([run, ...backgroundRuns(index)].slice(0, RUNS_MAX)))
}

/**
 * Asks the system to wake the app while anything waits, and only then. A system that refuses does no harm: the app sends when it is opened.
 */
export function wakeWhileWaiting(outbox: Outbox, background: Background): () => void {
  let asked: boolean | null = null
  const follow = (): void => {
    const waits = outbox.snapshot().waiting.length > 0
    if (waits === asked) return
    asked = waits
    const refused = (): void => {
      asked = null
    }
    ;(waits ? background.register() : background.unregister()).catch(refused)
  }
  follow()
  return outbox.subscribe(follow)
}
