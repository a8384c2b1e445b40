import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { withProgress } from './progress.mjs'
import { run, type RunOptions } from './run.mjs'
import { say } from './say.mjs'

type LoggedOptions = Omit<RunOptions, 'output'> & { root: string; log: string; doing: string; everyMs?: number | undefined }

/** How much of a log is printed when its program failed. */
const tailLines = 40

/** Where the log of this name is written: in the checkout, or among the temporary files when the checkout is read-only. */
export function logFile(root: string, name: string): string {
  const folder = join(root, '.cache', 'logs')
  try {
    mkdirSync(folder, { recursive: true })
    const file = join(folder, `${name}.log`)
    closeSync(openSync(file, 'a'))
    return file
  } catch {
    return join(mkdtempSync(join(tmpdir(), 'holdfast-logs-')), `${name}.log`)
  }
}

/**
 * Runs a program that says more than a person wants to read. Its output goes to a log; here only progress is said, and the end of the log
 * when it fails. Answers as `run` does.
 */
export async function runLogged(
  program: string,
  args: string[],
  { root, log, doing, everyMs, ...options }: LoggedOptions,
): Promise<number> {
  const file = logFile(root, log)
  const output = openSync(file, 'w')
  const code = await withProgress(doing, () => run(program, args, { ...options, output }), everyMs).finally(() => closeSync(output))
  if (code !== 0) say(`The last lines of ${file.startsWith(root) ? relative(root, file) : file}:\n${tail(readFileSync(file, 'utf8'))}`)
  return code
}

/** The last lines of a text, indented. */
export function tail(text: string, lines = tailLines): string {
  return (text.trimEnd() || '(it is empty)')
    .split('\n')
    .slice(-lines)
    .map((line) => `  │ ${line}`)
    .join('\n')
}
