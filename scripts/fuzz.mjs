import { join } from 'node:path'
import { install } from './lib/install.mjs'
import { pinnedNode } from './lib/pinnedNode.mjs'
import { root } from './lib/root.mjs'
import { run } from './lib/run.mjs'

// npm run fuzz: requests made from the contract, valid, mutated and hostile. `-- --requests N`, `--seed S`.

process.exitCode = await fuzz(process.argv.slice(2))

async function fuzz(args) {
  const notInstalled = await install(root)
  const node = notInstalled ? { problem: notInstalled } : pinnedNode(root)
  if (!node.problem) return run(node.path, [join(root, 'apps/api/load/fuzz.ts'), ...args], { cwd: root })
  process.stderr.write(`${node.problem}\n`)
  return 1
}
