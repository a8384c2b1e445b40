import { join } from 'node:path'
import { install } from './lib/install.mjs'
import { pinnedNode, withPinnedNode } from './lib/pinnedNode.mjs'
import { root } from './lib/root.mjs'
import { run } from './lib/run.mjs'

// npm run bench: the race beside the peers. Their packages are bench/'s alone, with a lockfile of their own. `-- --quick`, `-- --only enqueue,size`.

process.exitCode = await bench(process.argv.slice(2))

async function bench(args) {
  const notInstalled = (await install(root)) ?? (await install(join(root, 'bench')))
  const node = notInstalled ? { problem: notInstalled } : pinnedNode(root)
  if (!node.problem) return run(node.path, ['--expose-gc', join(root, 'bench/run.mjs'), ...args], { cwd: root, env: withPinnedNode(root) })
  process.stderr.write(`${node.problem}\n`)
  return 1
}
