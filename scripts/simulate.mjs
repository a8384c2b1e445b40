import { onNode } from './lib/onNode.mjs'

// npm run simulate: bad days from seeds. `-- --seed 42` tells one, `--html out.html` draws it, `--seeds N` runs many,
// `--exhaustive` every crash in a short workout, `--day day.json` a day from a file.

process.exitCode = await onNode('proof/simulator/src/cli/main.ts', process.argv.slice(2))
