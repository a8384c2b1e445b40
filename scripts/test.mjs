import { runPinned } from './lib/runPinned.mjs'
import { say } from './lib/say.mjs'

// npm test: installs what is missing, and runs every check there is on the pinned Node (everyStep.ts).
// The last line is for machines, also when nothing can begin.

process.exitCode = await test(process.argv.slice(2))

/** @param {string[]} args */
async function test(args) {
  const code = await runPinned('scripts/everyStep.ts', args)
  if (code !== undefined) return code
  say('0 passed, 1 failed')
  return 1
}
