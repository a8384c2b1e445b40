import { join } from 'node:path'
import { install } from './lib/install.mjs'
import { pinnedNode } from './lib/pinnedNode.mjs'
import { root } from './lib/root.mjs'
import { run } from './lib/run.mjs'

// npm run simulate: bad days from seeds. `-- --seed 42` tells one, `--html out.html` draws it, `--seeds N` runs many,
// `--exhaustive` every crash in a short workout, `--day day.json` a day from a file.

process.exitCode = await simulate(process.argv.slice(2))

async function simulate(args) {
  const notInstalled = await install(root)
  const node = notInstalled ? { problem: notInstalled } : pinnedNode(root)
  if (!node.problem) return run(node.path, [join(root, 'packages/simulator/src/cli/main.ts'), ...args], { cwd: root })
  process.stderr.write(`${node.problem}\n`)
  return 1
}
