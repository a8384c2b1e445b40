import { join } from 'node:path'
import { alone } from './lib/claims.mjs'
import { install } from './lib/install.mjs'
import { withPinnedNode } from './lib/pinnedNode.mjs'
import { root } from './lib/root.mjs'
import { run } from './lib/run.mjs'

// npm run mutate -- <folder>: small changes in the sources of a folder, made by StrykerJS, and those that no test finds. Its packages have a
// lockfile of their own. One runs at a time: they share a copy of the repository.

process.exitCode =
  (await alone(join(root, '.cache', 'mutation', 'claims'), 'changing the sources in .cache/mutation/copy', () =>
    mutate(process.argv.slice(2)),
  )) ?? 1

async function mutate(args: string[]): Promise<number> {
  const problem = await install(join(root, 'proof/mutation'))
  const file = join(root, 'proof/mutation/src/main.ts')
  if (!problem) return run(process.execPath, [file, ...args], { cwd: root, env: withPinnedNode(root) })
  process.stderr.write(`${problem}\n`)
  return 1
}
