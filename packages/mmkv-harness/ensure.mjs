import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { binaryPath, build, cannotBuildHere, whyNot } from './build.mjs'

// One command for whoever does not want to know how: installs, builds, and runs what is asked on the Node the repository pins.
//   node ensure.mjs            installs and builds
//   node ensure.mjs test       … and runs the tests (more arguments go to node --test)
//   node ensure.mjs crash …    … and kills processes (see README.md)
//   node ensure.mjs cost       … and measures what a set costs

const here = import.meta.dirname

/** Makes the binary be there. Answers 0, or 3 when this machine cannot build it, or 1 when it should have been able to. */
export async function ensure() {
  if (existsSync(binaryPath())) return 0
  const problem = whyNot()
  if (problem) return refuse(problem)
  return await alone(async () => {
    if (existsSync(binaryPath())) return 0
    if (!installed() && !install()) return 1
    try {
      say(await build())
      return 0
    } catch (error) {
      say(`✖ mmkv-harness: the MMKV core did not compile: ${error.message}`)
      return 1
    }
  })
}

function refuse(problem) {
  const isFailure = process.env.CI === 'true' || process.env.CI === '1'
  const line = '═'.repeat(100)
  say(`${line}\n⚠ mmkv-harness: NOT BUILT: ${problem}`)
  say('  The journal is NOT tested on the real MMKV core here: no contract, no crash images, no kills, no full disk.')
  say(
    `${isFailure ? '  CI is set, and CI does not skip: this is a failure.' : '  Its tests are skipped; with CI=true this would be a failure.'}\n${line}`,
  )
  return isFailure ? 1 : cannotBuildHere
}

function installed() {
  const { devDependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))
  return Object.entries(devDependencies).every(([name, wanted]) => versionOf(name) === wanted.split('@').at(-1))
}

function versionOf(name) {
  try {
    return JSON.parse(readFileSync(join(here, 'node_modules', name, 'package.json'), 'utf8')).version
  } catch {
    return undefined
  }
}

function install() {
  say('mmkv-harness: installing the MMKV core and two header packages (2 MB) …')
  const npm = process.env.npm_execpath?.endsWith('.js')
    ? { program: process.env.npm_node_execpath || process.execPath, args: [process.env.npm_execpath] }
    : { program: 'npm', args: [] }
  // A NODE_ENV of production would install nothing at all: these are all development dependencies.
  const { status } = spawnSync(npm.program, [...npm.args, 'ci', '--include=dev', '--loglevel=error'], { cwd: here, stdio: 'inherit' })
  if (status !== 0) say('✖ mmkv-harness: npm ci failed; its reason stands above.')
  return status === 0
}

/** Test files run side by side and each of them may be the first: one builds, the others wait for it. */
async function alone(work) {
  const lock = join(here, 'build', '.lock')
  mkdirSync(join(here, 'build'), { recursive: true })
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (!isAlive(Number(read(lock)))) rmSync(lock, { force: true })
      await sleep(200)
    }
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function isAlive(pid) {
  // An empty lock was created this instant and has no owner's name in it yet.
  if (!pid) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** The Node the repository pins, which runs TypeScript as it stands; else the one we run on. */
function pinnedNode() {
  const pinned = join(here, '../../node_modules/.bin/node')
  return spawnSync(pinned, ['--version']).status === 0 ? pinned : process.execPath
}

function start(args) {
  const { status, signal } = spawnSync(pinnedNode(), args, { cwd: here, stdio: 'inherit' })
  return signal ? 1 : (status ?? 1)
}

function say(line) {
  process.stdout.write(`${line}\n`)
}

const commands = {
  build(code, _more, wasThere) {
    if (code === 0 && wasThere) say(`mmkv-harness: ${basename(binaryPath())} is there already.`)
    return code
  },
  // Without a binary the test files skip themselves, one by one, so that the count says how much nobody looked at.
  test: (code, more) => (code === 1 ? 1 : start(['--test', ...more, ...testFiles()])),
  cost: (code) => code || start([join(here, 'src/cost.ts')]),
  crash: (code, more) => code || start([join(here, 'src/crash.ts'), ...more]),
}

function testFiles() {
  return readdirSync(join(here, 'test'))
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join(here, 'test', file))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [name = 'build', ...more] = process.argv.slice(2)
  const command = commands[name]
  if (!command) {
    say(`mmkv-harness: there is no command ${name}; there are ${Object.keys(commands).join(', ')}.`)
    process.exitCode = 1
  } else {
    const wasThere = existsSync(binaryPath())
    process.exitCode = command(await ensure(), more, wasThere)
  }
}
