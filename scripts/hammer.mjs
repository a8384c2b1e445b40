import { onNode } from './lib/onNode.mjs'

// npm run hammer: real servers under load while they and their database are killed. `-- --short`, `--operations N`, `--seed S`,
// `--engine postgres|pglite`, `--control` (must find doubled effects), `--bench` (only completions a second against pgbench).

process.exitCode = await onNode('proof/load/hammer.ts', process.argv.slice(2))
