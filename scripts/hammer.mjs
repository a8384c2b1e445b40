import { join } from 'node:path'
import { install } from './lib/install.mjs'
import { pinnedNode } from './lib/pinnedNode.mjs'
import { root } from './lib/root.mjs'
import { run } from './lib/run.mjs'

// npm run hammer: real servers under load while they and their database are killed. `-- --short`, `--operations N`, `--seed S`,
// `--engine postgres|pglite`, `--control` (must find doubled effects), `--bench` (only completions a second against pgbench).

process.exitCode = await hammer(process.argv.slice(2))

async function hammer(args) {
  const notInstalled = await install(root)
  const node = notInstalled ? { problem: notInstalled } : pinnedNode(root)
  if (!node.problem) return run(node.path, [join(root, 'apps/api/load/hammer.ts'), ...args], { cwd: root })
  process.stderr.write(`${node.problem}\n`)
  return 1
}
