import { join } from 'node:path'
import { install } from './lib/install.mjs'
import { withPinnedNode } from './lib/pinnedNode.mjs'
import { root } from './lib/root.mjs'
import { run } from './lib/run.mjs'

// npm run bench: the race beside the peers. Their packages are those of proof/race alone, with a lockfile of their own. `-- --quick`, `-- --only enqueue,size`.

process.exitCode = await bench(process.argv.slice(2))

async function bench(args: string[]): Promise<number> {
  const problem = await install(join(root, 'proof/race'))
  const file = join(root, 'proof/race/run.ts')
  if (!problem) return run(process.execPath, ['--expose-gc', file, ...args], { cwd: root, env: withPinnedNode(root) })
  process.stderr.write(`${problem}\n`)
  return 1
}
