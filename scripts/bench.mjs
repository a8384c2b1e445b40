import { join } from 'node:path'
import { onNode } from './lib/onNode.mjs'
import { root } from './lib/root.mjs'

// npm run bench: the race beside the peers. Their packages are those of proof/race alone, with a lockfile of their own. `-- --quick`, `-- --only enqueue,size`.

process.exitCode = await onNode('proof/race/run.mjs', process.argv.slice(2), {
  nodeArgs: ['--expose-gc'],
  folders: [join(root, 'proof', 'race')],
})
