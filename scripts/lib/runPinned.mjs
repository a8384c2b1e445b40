import { join } from 'node:path'
import { withPinnedNode } from './pinnedNode.mjs'
import { ready } from './ready.mjs'
import { root } from './root.mjs'
import { run, stopped } from './run.mjs'

/**
 * Runs a TypeScript file of the repository on the pinned Node, and installs first what is missing. Answers the exit code, or undefined after it
 * printed why nothing can be run.
 * @param {string} file
 * @param {string[]} args
 */
export async function runPinned(file, args) {
  const node = await ready(root)
  const code = stopped()
  if (code) return code
  if (node.path) return run(node.path, [join(root, file), ...args], { cwd: root, env: withPinnedNode(root) })
  process.stderr.write(`${node.problem}\n`)
  return undefined
}
