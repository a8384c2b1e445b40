import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Counts } from './counts.ts'
import { verdict, type Verdict } from './nodeTests.ts'
import { withPinnedNode } from './pinnedNode.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'

type JestRun = { root: string; node: string; folder: string; env?: NodeJS.ProcessEnv; limitMs: number }

/** The part of Jest's own results that is read. */
type JestResults = {
  numPassedTests: number
  numFailedTests: number
  numRuntimeErrorTestSuites: number
  numPendingTests: number
  numTodoTests: number
}

/**
 * Runs the Jest tests of a folder and answers `{ counts, problems }`. No test, and a file that cannot start, is a failure.
 * The zone is UTC unless `env` names another.
 */
export async function jestTests({ root, node, folder, env = {}, limitMs }: JestRun): Promise<Verdict> {
  const temporary = mkdtempSync(join(tmpdir(), 'holdfast-jest-'))
  const tally = join(temporary, 'results.json')
  try {
    // A timer somebody left running would hold Jest open for ever after its last test.
    const args = [join(root, 'node_modules', 'jest', 'bin', 'jest.js'), '--ci', '--forceExit', '--json', `--outputFile=${tally}`]
    const code = await run(node, args, {
      cwd: join(root, folder),
      env: { ...withPinnedNode(root), NODE_ENV: 'test', TZ: 'UTC', ...env },
      limitMs,
    })
    const answer = verdict(code, countsOf(read(tally)))
    for (const problem of answer.problems) say(`✖ ${problem}`)
    return answer
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
}

/** Jest's own numbers as ours. A file that crashed or holds no test has no failed test in them, and is one failure. */
function countsOf(results: JestResults | undefined): Counts | undefined {
  if (!results) return undefined
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    skipped: results.numPendingTests + results.numTodoTests,
  }
}

function read(file: string): JestResults | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
