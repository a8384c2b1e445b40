import { join } from 'node:path'
import { withPinnedNode } from './pinnedNode.mjs'
import { ready } from './ready.mjs'
import { root } from './root.mjs'
import { run, stopped } from './run.mjs'

/**
 * Runs a file of the repository on the pinned Node, installing first what is missing (for `folders` with a lockfile of their own too).
 * Answers its exit code.
 */
export async function onNode(file, args, { nodeArgs = [], folders = [] } = {}) {
  const node = await ready(root, folders)
  if (stopped()) return stopped()
  if (!node.problem) return run(node.path, [...nodeArgs, join(root, file), ...args], { cwd: root, env: withPinnedNode(root) })
  process.stderr.write(`${node.problem}\n`)
  return 1
}
