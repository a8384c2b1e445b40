import { runWithPackages } from './lib/runWithPackages.ts'

// npm run bench: the race beside the peers. Their packages are those of proof/race alone, with a lockfile of their own. `-- --quick`, `-- --only enqueue,size`.

process.exitCode = await runWithPackages('proof/race', 'proof/race/run.ts', process.argv.slice(2), ['--expose-gc'])
