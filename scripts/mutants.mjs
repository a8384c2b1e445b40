import { onNode } from './lib/onNode.mjs'

// npm run mutants: deliberate mistakes, one at a time, and the first simulated day that shows each. `-- --only word`, `--seeds N`,
// `--write`, `--masked`.

process.exitCode = await onNode('proof/simulator/src/mutants/run.ts', process.argv.slice(2))
