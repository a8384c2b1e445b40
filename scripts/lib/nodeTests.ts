import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Counted } from './countReporter.ts'
import { none, oneFailed, sum, type Counts } from './counts.ts'
import { withPinnedNode } from './pinnedNode.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'

/** One test that takes longer than this hangs, also on an oversubscribed machine. It is also the limit of a whole file, which the runner sees as a test. */
const testLimitMs = 30 * 60_000

/** Counts, and in sentences what they cannot say. */
export type Verdict = { counts: Counts; problems: string[] }

type NodeRun = {
  root: string
  node: string
  files: readonly string[]
  flags?: readonly string[]
  env?: NodeJS.ProcessEnv
  filesAtOnce?: number
  limitMs: number
}

/**
 * Runs test files with node:test and answers `{ counts, problems }`. No file, and a file without a test, is a problem. `flags` are Node's own,
 * for every file. What Node compiled for one file is kept for all the others. The zone is UTC on every machine, unless `env` names another.
 */
export async function nodeTests({ root, node, files, flags = [], env = {}, filesAtOnce, limitMs }: NodeRun): Promise<Verdict> {
  if (files.length === 0)
    return saying({ counts: oneFailed, problems: ['There is no test file in this step, and a step without tests proves nothing.'] })
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-counts-'))
  const tally = join(folder, 'counts.json')
  try {
    const args = [
      ...flags,
      '--test',
      `--test-timeout=${testLimitMs}`,
      ...(filesAtOnce ? [`--test-concurrency=${filesAtOnce}`] : []),
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      `--test-reporter=${pathToFileURL(join(root, 'scripts', 'lib', 'countReporter.ts')).href}`,
      `--test-reporter-destination=${tally}`,
      ...files.map((file) => relative(root, file)),
    ]
    const compiled = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node') }
    const code = await run(node, args, {
      cwd: root,
      env: { ...withoutRunner(withPinnedNode(root)), ...compiled, TZ: 'UTC', ...env },
      limitMs,
    })
    return saying(verdict(code, read(tally)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What a run means: its counts, and what they cannot say. Every problem is a failed check, so a crash never looks green. */
export function verdict(code: number, counted: (Counts & Partial<Counted>) | undefined): Verdict {
  const problems = (counted?.empty ?? []).map((file) => `${file} holds no test.`)
  if (code === 124) problems.push('The tests did not end in time and were stopped.')
  else if (!counted) problems.push(`The test runner ended with code ${code} before it could count.`)
  else if (code !== 0 && counted.failed === 0) problems.push(`The test runner ended with code ${code} though no test failed.`)
  else if (counted.passed + counted.failed === 0) problems.push('Not one test ran.')
  const { passed = 0, failed = 0, skipped = 0 } = counted ?? {}
  return {
    counts: sum([
      { passed, failed, skipped },
      { ...none, failed: problems.length },
    ]),
    problems,
  }
}

function saying(answer: Verdict): Verdict {
  for (const problem of answer.problems) say(`✖ ${problem}`)
  return answer
}

/** A runner started by a runner would report to it, and count nothing itself. */
function withoutRunner(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = { ...env }
  delete own.NODE_TEST_CONTEXT
  return own
}

function read(file: string): Counted | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
