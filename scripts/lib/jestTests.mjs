import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verdict } from './nodeTests.mjs'
import { withPinnedNode } from './pinnedNode.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'

/**
 * Runs the Jest tests of a folder and answers `{ counts, problems }`. No test, and a file that cannot start, is a failure.
 * The zone is UTC unless `env` names another.
 */
export async function jestTests({ root, node, folder, env = {}, limitMs }) {
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
export function countsOf(results) {
  if (!results) return undefined
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
    skipped: results.numPendingTests + results.numTodoTests,
  }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
