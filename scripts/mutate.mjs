import { join } from 'node:path'
import { onNode } from './lib/onNode.mjs'
import { root } from './lib/root.mjs'

// npm run mutate -- <folder>: small changes in the sources of a folder, made by StrykerJS, and those that no test finds. Its packages have a
// lockfile of their own.

process.exitCode = await onNode('packages/mutation/src/main.ts', process.argv.slice(2), { folders: [join(root, 'packages', 'mutation')] })
