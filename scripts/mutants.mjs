import { join } from 'node:path'
import { install } from './lib/install.mjs'
import { pinnedNode } from './lib/pinnedNode.mjs'
import { root } from './lib/root.mjs'
import { run } from './lib/run.mjs'

// npm run mutants: deliberate mistakes, one at a time, and the first simulated day that shows each. `-- --only word`, `--seeds N`,
// `--write`, `--masked`.

process.exitCode = await mutants(process.argv.slice(2))

async function mutants(args) {
  const notInstalled = await install(root)
  const node = notInstalled ? { problem: notInstalled } : pinnedNode(root)
  if (!node.problem) return run(node.path, [join(root, 'packages/simulator/src/mutants/run.ts'), ...args], { cwd: root })
  process.stderr.write(`${node.problem}\n`)
  return 1
}
