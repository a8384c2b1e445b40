import type { Outbox } from '@holdfast/outbox'
import { z } from 'zod'
import type { Background, Index, Platform } from './ports.ts'
import { parsedJson } from './parsedJson.ts'

/** How long a background run sends: it fits the half minute a system gives, with room to record what it did. */
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

/** One time the system woke the app to send what waits, and what came of it. */
export type BackgroundRun = z.infer<typeof runSchema>

/** What came of a run, for whoever asked for it. */
export type RunEnd = Omit<BackgroundRun, 'at'>

/** The last runs, newest first. What cannot be read is no run anyone could show. */
export function backgroundRuns(index: Index): BackgroundRun[] {
  const text = index.read(KEY)
  if (text === null) return []
  const read = z.array(runSchema).safeParse(parsedJson(text))
  return read.success ? read.data : []
}

/** `backgroundRuns` for somebody who looks often: read from the index each time, taken apart only when it is another text. */
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

/** Sends what waits for as long as a run may take, records what came of it and tells it. */
export function drainInBackground(platform: Pick<Platform, 'clock' | 'index'>, outbox: Outbox, done: (end: RunEnd) => void): void {
  outbox.drain({ deadlineMs: RUN_DEADLINE_MS }, ({ sent, rejected, waiting }) => {
    endRun(platform, { outcome: 'drained', sent, rejected, waiting }, done)
  })
}

/** Records how a run ended, and tells it. */
export function endRun({ clock, index }: Pick<Platform, 'clock' | 'index'>, run: RunEnd, done: (end: RunEnd) => void): void {
  recordRun(index, { at: clock.wallMs(), ...run })
  done(run)
}

export function recordRun(index: Index, run: BackgroundRun): void {
  index.write(KEY, JSON.stringify([run, ...backgroundRuns(index)].slice(0, RUNS_MAX)))
}

/**
 * Asks to be woken while anything waits, and no longer. The background is an accelerator: a system that refuses costs nothing,
 * because the next time the app is opened it sends all the same.
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
