import { existsSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { alone } from '../../scripts/lib/claims.mjs'
import { missingCompiler, whyNoCompiler } from '../../scripts/lib/compiler.ts'
import { install } from '../../scripts/lib/install.mjs'
import { countMissing } from '../../scripts/lib/missing.ts'
import { withPinnedNode } from '../../scripts/lib/pinnedNode.mjs'
import { root } from '../../scripts/lib/root.mjs'
import { run } from '../../scripts/lib/run.mjs'
import { say } from '../../scripts/lib/say.mjs'
import { binaryPath, build, cannotBuildHere } from './build.ts'

// Installs, builds, and runs what is asked (`npm run …` in this folder).
//   build      installs and builds
//   test       … and runs the tests (more arguments go to node --test)
//   crash …    … and kills processes (see README.md)
//   cost       … and measures what a set costs

const here = import.meta.dirname

/**
 * Builds the binary if it is missing. Answers 0, 3 when this machine cannot build it, or 1 when the build failed. Test files run in
 * parallel and each may be the first: one builds, the others wait.
 */
async function ensure(): Promise<number> {
  if (existsSync(binaryPath())) return 0
  const why = whyNoCompiler()
  if (why) return countMissing(missingCompiler(why)).failed > 0 ? 1 : cannotBuildHere
  const notInstalled = await install(here)
  if (notInstalled) return failed(notInstalled)
  const code = await alone(join(here, 'build', '.claims'), 'compiling the MMKV core', async () => {
    if (existsSync(binaryPath())) return 0
    try {
      say(await build())
      return 0
    } catch (error) {
      return failed(`the MMKV core did not compile: ${error instanceof Error ? error.message : String(error)}`)
    }
  })
  return code ?? failed('the build was interrupted.')
}

function failed(sentence: string): number {
  say(`✖ proof/crash: ${sentence}`)
  return 1
}

/** Runs Node with these arguments when the binary is there; `mayMiss` runs it without too. */
async function start(args: string[], { mayMiss = false } = {}): Promise<number> {
  const code = await ensure()
  if (code !== 0 && !(mayMiss && code === cannotBuildHere)) return code
  return run(process.execPath, args, { cwd: here, env: withPinnedNode(root) })
}

const commands: Record<string, (more: string[]) => Promise<number>> = {
  async build() {
    if (!existsSync(binaryPath())) return ensure()
    say(`proof/crash: ${basename(binaryPath())} is there already.`)
    return 0
  },
  // Without a binary each test file skips itself, so that the count shows how much was not checked.
  test: (more) => start(['--test', ...more, ...testFiles()], { mayMiss: true }),
  cost: () => start([join(here, 'src/cost.ts')]),
  crash: (more) => start([join(here, 'src/crash.ts'), ...more]),
}

function testFiles(): string[] {
  return readdirSync(join(here, 'test'))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(here, 'test', file))
}

const [name = 'build', ...more] = process.argv.slice(2)
const command = commands[name]
process.exitCode = command ? await command(more) : failed(`there is no command ${name}; there are ${Object.keys(commands).join(', ')}.`)
