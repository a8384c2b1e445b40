import { join } from 'node:path'
import { withPinnedNode } from './lib/pinnedNode.mjs'
import { ready } from './lib/ready.mjs'
import { root } from './lib/root.mjs'
import { run, stopped } from './lib/run.mjs'
import { say } from './lib/say.mjs'

// npm test: installs what is missing, and runs every check there is on the pinned Node (everyStep.ts).
// The last line is for machines, also when nothing can begin.

process.exitCode = await test(process.argv.slice(2))

/** @param {string[]} args */
async function test(args) {
  const node = await ready(root)
  const code = stopped()
  if (code) return code
  if (node.path) return run(node.path, [join(root, 'scripts', 'everyStep.ts'), ...args], { cwd: root, env: withPinnedNode(root) })
  process.stderr.write(`${node.problem}\n`)
  say('0 passed, 1 failed')
  return 1
}
