import { runPinned } from './lib/runPinned.mjs'

// node scripts/launch.mjs <file> …: runs a TypeScript file of the repository on the pinned Node, and installs first what is missing.

const [file = '', ...args] = process.argv.slice(2)
process.exitCode = (await runPinned(file, args)) ?? 1
