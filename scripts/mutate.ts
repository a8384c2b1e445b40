import { join } from 'node:path'
import { alone } from './lib/claims.mjs'
import { root } from './lib/root.mjs'
import { runWithPackages } from './lib/runWithPackages.ts'

// npm run mutate -- <folder>: small changes in the sources of a folder, made by StrykerJS, and those that no test finds. Its packages have a
// lockfile of their own. One runs at a time: they share a copy of the repository.

process.exitCode =
  (await alone(join(root, '.cache', 'mutation', 'claims'), 'changing the sources in .cache/mutation/copy', () =>
    runWithPackages('proof/mutation', 'proof/mutation/src/main.ts', process.argv.slice(2)),
  )) ?? 1
