import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { clusterFor } from './cluster.ts'
import { entriesFor, type Entry } from './entries.ts'
import { explained } from './explained.ts'
import { reachOf } from './reach.ts'
import { scoresOf, textOf, type StrykerReport } from './scores.ts'
import { sourcesIn, workingCopy } from './workingCopy.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const requireHere = createRequire(import.meta.url)

/** What was asked for on the command line. */
export type Options = {
  /** Forget the results of earlier runs. */
  again: boolean
  /** Run no test of another workspace: what survives costs seconds instead of half a minute. */
  own: boolean
  /** Run only the tests that name the source in an import, each in a process of its own: quick, and a lower bound of the score. */
  direct: boolean
  /** How many changes are tried side by side. */
  atOnce: number
}

/**
 * Runs StrykerJS on the sources at `targets` (folders or files, relative to the repository), in a copy of the repository, and prints the
 * score by file and what survived. Answers the exit code: 1 when something survived that `explained.ts` does not explain.
 */
export async function mutate(targets: string[], { again, own, direct, atOnce }: Options): Promise<number> {
  const problem = problemWith(targets, atOnce)
  if (problem) return refuse(problem)
  const copy = workingCopy(root, join(root, '.cache', 'mutation', 'copy'))
  const sources = targets.flatMap((target) => sourcesIn(copy, target))
  if (sources.length === 0) return refuse(`There is no source file in ${targets.join(', ')}.`)
  const entries = direct
    ? (await reachOf(copy, sources, 'direct')).map((file): Entry => ({ file }))
    : entriesFor(await reachOf(copy, sources), sources, own)
  if (entries.length === 0) return refuse(`No test reaches ${targets.join(', ')}.`)

  const reports = join(root, '.cache', 'mutation', nameOf(targets) + (direct ? '-direct' : ''))
  if (again) rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  for (const { file, text } of entries) if (text !== undefined) writeGenerated(join(copy, file), text)
  const config = join(copy, 'stryker.config.json')
  writeFileSync(
    config,
    JSON.stringify(
      configuration(
        sources,
        entries.map(({ file }) => file),
        reports,
        atOnce,
      ),
    ),
  )

  const code = await stryker(copy, config, clusterFor(root, sources))
  if (code !== 0) return refuse(`StrykerJS ended with code ${code}.`)
  const report = JSON.parse(readFileSync(join(reports, 'mutation.json'), 'utf8')) as StrykerReport
  const scores = scoresOf(report, explained)
  process.stdout.write(textOf(scores))
  return scores.survivors.length === 0 && scores.outdated.length === 0 ? 0 : 1
}

function problemWith(targets: string[], atOnce: number): string | undefined {
  if (targets.length === 0) return 'Name a folder or a file: npm run mutate -- packages/journal/src'
  if (!Number.isInteger(atOnce) || atOnce < 1) return '--at-once takes a whole number.'
  const missing = targets.find((target) => !existsSync(join(root, target)))
  return missing && `There is no ${missing} here.`
}

function refuse(sentence: string): number {
  process.stderr.write(`✖ ${sentence}\n`)
  return 1
}

function configuration(sources: string[], tests: string[], reports: string, concurrency: number): object {
  return {
    testRunner: 'tap',
    plugins: [requireHere.resolve('@stryker-mutator/tap-runner')],
    // The copy is ours. A sandbox of Stryker's own would link node_modules, and there a package's sources are the repository's, without the change.
    inPlace: true,
    tempDirName: join('.cache', 'stryker'),
    mutate: sources,
    coverageAnalysis: 'perTest',
    concurrency,
    tap: { testFiles: tests, forceBail: true },
    reporters: ['progress-append-only', 'json'],
    jsonReporter: { fileName: join(reports, 'mutation.json') },
    incremental: true,
    incrementalFile: join(reports, 'incremental.json'),
    timeoutMS: 10_000,
    dryRunTimeoutMinutes: 30,
    disableTypeChecks: '**/*.{ts,tsx}',
    allowConsoleColors: false,
    allowEmpty: true,
  }
}

async function stryker(copy: string, config: string, env: Record<string, string>): Promise<number> {
  const program = join(dirname(requireHere.resolve('@stryker-mutator/core/package.json')), 'bin', 'stryker.js')
  const child = spawn(process.execPath, [program, 'run', config], {
    cwd: copy,
    stdio: 'inherit',
    // Stryker starts the `node` of PATH.
    env: {
      ...process.env,
      ...env,
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
      NODE_COMPILE_CACHE: join(copy, '.cache', 'compiled'),
    },
  })
  // It keeps what it has found so far.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => child.kill('SIGTERM'))
  return new Promise((resolve) => {
    child.on('error', () => resolve(1))
    child.on('close', (code) => resolve(code ?? 1))
  })
}

function writeGenerated(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text)
}

/** Reports of one target are kept apart from those of another. */
function nameOf(targets: string[]): string {
  return targets.map((target) => target.replace(/\/$/, '').replaceAll('/', '-')).join('+')
}
