import { join } from 'node:path'
import { withPinnedNode } from './lib/pinnedNode.mjs'
import { ready } from './lib/ready.mjs'
import { root } from './lib/root.mjs'
import { run, stopped } from './lib/run.mjs'

// node scripts/launch.mjs <file> …: runs a TypeScript file of the repository on the pinned Node, and installs first what is missing.

process.exitCode = await launch(process.argv.slice(2))

/** @param {string[]} args */
async function launch([file = '', ...args]) {
  const node = await ready(root)
  const code = stopped()
  if (code) return code
  if (node.path) return run(node.path, [join(root, file), ...args], { cwd: root, env: withPinnedNode(root) })
  process.stderr.write(`${node.problem}\n`)
  return 1
}
