import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { alone } from '../../scripts/lib/claims.mjs'
import { missingCompiler, whyNoCompiler } from '../../scripts/lib/compiler.mjs'
import { install } from '../../scripts/lib/install.mjs'
import { countMissing } from '../../scripts/lib/missing.mjs'
import { withPinnedNode } from '../../scripts/lib/pinnedNode.mjs'
import { ready } from '../../scripts/lib/ready.mjs'
import { root } from '../../scripts/lib/root.mjs'
import { run } from '../../scripts/lib/run.mjs'
import { say } from '../../scripts/lib/say.mjs'
import { binaryPath, build, cannotBuildHere } from './build.mjs'

// One command: installs, builds, and runs the rest on the Node that the repository pins.
//   node ensure.mjs            installs and builds
//   node ensure.mjs test       … and runs the tests (more arguments go to node --test)
//   node ensure.mjs crash …    … and kills processes (see README.md)
//   node ensure.mjs cost       … and measures the cost of a set

// Node 20.10 and older have no import.meta.dirname.
const here = dirname(fileURLToPath(import.meta.url))

/**
 * Builds the binary if it is missing. Answers 0, 3 when this machine cannot build it, or 1 when the build failed. Test files run in
 * parallel and each may be the first: one builds, the others wait.
 */
export async function ensure() {
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
      return failed(`the MMKV core did not compile: ${error.message}`)
    }
  })
  return code ?? failed('the build was interrupted.')
}

function failed(sentence) {
  say(`✖ proof/crash: ${sentence}`)
  return 1
}

/**
 * Runs a file on the Node that the repository pins, with its dependencies installed, if the binary exists; `mayMiss` runs it without too.
 */
async function start(args, { mayMiss = false } = {}) {
  const node = await ready(root)
  if (node.problem) return failed(node.problem)
  const code = await ensure()
  if (code !== 0 && !(mayMiss && code === cannotBuildHere)) return code
  return run(node.path, args, { cwd: here, env: withPinnedNode(root) })
}

const commands = {
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

function testFiles() {
  return readdirSync(join(here, 'test'))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(here, 'test', file))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [name = 'build', ...more] = process.argv.slice(2)
  const command = commands[name]
  process.exitCode = command ? await command(more) : failed(`there is no command ${name}; there are ${Object.keys(commands).join(', ')}.`)
}
