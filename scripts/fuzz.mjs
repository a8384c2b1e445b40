import { onNode } from './lib/onNode.mjs'

// npm run fuzz: requests made from the contract, valid, mutated and hostile. `-- --requests N`, `--seed S`.

process.exitCode = await onNode('proof/load/fuzz.ts', process.argv.slice(2))
