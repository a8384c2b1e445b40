import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'

/** Runs a test file in a runner of its own and answers `[name, passed]` of each of its tests, in their order. */
export async function outcomesOf(file: string, env: Record<string, string> = {}): Promise<[name: string, passed: boolean][]> {
  const child = spawn(process.execPath, ['--test', '--test-reporter=tap', file], {
    // A runner started by a runner would report to it.
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = (await text(child.stdout)).split('\n')
  return lines.flatMap((line) => {
    const [, not, name] = /^ *(not )?ok \d+ - (.*?)(?: # .*)?$/.exec(line) ?? []
    return name === undefined ? [] : [[name, not === undefined] as [string, boolean]]
  })
}
