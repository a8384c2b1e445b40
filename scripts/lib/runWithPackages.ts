import { join } from 'node:path'
import { install } from './install.mjs'
import { withPinnedNode } from './pinnedNode.mjs'
import { root } from './root.mjs'
import { run } from './run.mjs'

/**
 * Runs a file of `folder`, whose packages have a lockfile of their own, and installs them first. Both paths are relative to the repository.
 * Answers the exit code.
 */
export async function runWithPackages(folder: string, file: string, args: string[], nodeArgs: string[] = []): Promise<number> {
  const problem = await install(join(root, folder))
  if (!problem) return run(process.execPath, [...nodeArgs, join(root, file), ...args], { cwd: root, env: withPinnedNode(root) })
  process.stderr.write(`${problem}\n`)
  return 1
}
