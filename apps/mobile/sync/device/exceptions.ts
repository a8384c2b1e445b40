import { createGuard, createReport, type Guard, type Report } from '@holdfast/journal'

/** An exception in a part of the app: where and when (Unix epoch, ms). Never its message, which may contain what a person typed. */
export type Exception = { at: number; where: string; name: string; frame: string | null }

/** The exceptions of one account's process. All are reported to the system's log; the last ones are kept for the diagnostics. */
export type Exceptions = { report: Report; guard: Guard; recent(): readonly Exception[] }

const RECENT_MAX = 20

/** Makes the list of exceptions. Each one is also reported to `toLog`. */
export function createExceptions(toLog: Report, wallMs: () => number): Exceptions {
  const recent: Exception[] = []
  const report = createReport((error, where) => {
    recent.push({ at: wallMs(), where, name: error instanceof Error ? error.name : typeof error, frame: frameOf(error) })
    if (recent.length > RECENT_MAX) recent.shift()
    toLog(error, where)
  })
  return { report, guard: createGuard(report), recent: () => recent }
}

/** The function and the line that threw, without the folders of the machine that built the app. */
function frameOf(error: unknown): string | null {
  const frame = error instanceof Error ? /^\s*(?:at )?(.*:\d+:\d+)\)?$/m.exec(error.stack ?? '')?.[1] : undefined
  return frame?.replace(/\S*\//, '') ?? null
}
