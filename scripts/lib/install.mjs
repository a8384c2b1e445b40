import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { livingClaims, takeClaim } from './claims.mjs'
import { withProgress } from './progress.mjs'
import { run } from './run.mjs'
import { duration, say } from './say.mjs'
import { whyNotWritable } from './writable.mjs'

// npm ci removes node_modules before it fills it again, so one process installs, alone, and no process installs what another one runs on.
// Every command lays a claim (claims.mjs): `looking` while it reads the stamp, `installing`, and from then to its end `using`.

/** @typedef {{ program: string, args: string[] }} Command */

/**
 * Makes node_modules what package-lock.json says; does nothing when it already is. Waits while another process installs.
 * Answers undefined, or one sentence about what went wrong. The packages are claimed until this process ends.
 * @param {string} root
 * @param {{ npm?: Command, everyMs?: number }} [options]
 * @returns {Promise<string | undefined>}
 */
export async function install(root, { npm = npmCommand(process.env, process.platform, process.execPath), everyMs } = {}) {
  const wanted = fingerprint(root)
  if (!wanted) return `There is no package-lock.json in ${root}, so there is nothing to install from.`
  const isInstalled = () => read(stampOf(root)) === wanted
  const claims = join(root, '.cache', 'packages')
  const why = whyNotWritable(claims)
  // Where nobody can write, nobody can install under us either.
  if (why) return isInstalled() ? undefined : `The dependencies must be installed, and ${root} cannot be written: ${why}.`

  const looking = await takeClaim(claims, 'looking', 'looking at the dependencies', ({ kind }) => kind === 'installing')
  if (!looking) return interrupted
  if (isInstalled()) {
    looking.become('using')
    return undefined
  }
  looking.release()

  const installing = await takeClaim(claims, 'installing', `installing the dependencies in ${root}`, ({ kind }) => kind !== 'using')
  if (!installing) return interrupted
  const problem = isInstalled() ? undefined : ((await inUse(claims)) ?? (await npmCi(root, { npm, everyMs, wanted })))
  if (problem) installing.release()
  else installing.become('using')
  return problem
}

/**
 * How to call npm here: the one that called us, on the Node it runs on (the pinned one is about to be replaced), else the one on PATH.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @param {string} execPath
 * @returns {Command}
 */
export function npmCommand(env, platform, execPath) {
  // Yarn and pnpm name themselves in the same variable.
  if (env.npm_execpath?.endsWith('npm-cli.js')) return { program: env.npm_node_execpath || execPath, args: [env.npm_execpath] }
  return platform === 'win32' ? { program: 'cmd.exe', args: ['/d', '/s', '/c', 'npm.cmd'] } : { program: 'npm', args: [] }
}

const interrupted = 'The installation was interrupted.'

/** @param {string} claims */
async function inUse(claims) {
  const user = (await livingClaims(claims)).find(({ kind }) => kind === 'using')
  if (!user) return undefined
  return `The dependencies are no longer those of package-lock.json, and another Holdfast command (${user.command}, process ${user.pid}) runs on them. An installation would remove them under it: stop it, then start this again.`
}

/**
 * @param {string} root
 * @param {{ npm: Command, everyMs: number | undefined, wanted: string }} how
 */
async function npmCi(root, { npm, everyMs, wanted }) {
  say('Installing the dependencies, as package-lock.json names them; this takes a minute or two …')
  // A killed npm ci leaves half a node_modules, and this stamp may be in that half.
  rmSync(stampOf(root), { force: true })
  // A NODE_ENV of production would leave out what builds and tests the app.
  const args = [...npm.args, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const startedAt = performance.now()
  const code = await withProgress('installing', () => run(npm.program, args, { cwd: root }), everyMs)
  if (code === 127) return 'npm could not be started, so the dependencies are not installed.'
  if (code !== 0) return `The dependencies could not be installed: npm ci ended with code ${code}; its reason stands above.`
  mkdirSync(join(root, 'node_modules'), { recursive: true })
  writeFileSync(stampOf(root), wanted)
  say(`The dependencies are installed (${duration(performance.now() - startedAt)}).`)
  return undefined
}

/** @param {string} root */
function stampOf(root) {
  return join(root, 'node_modules', '.holdfast-installed')
}

/**
 * Platform and architecture belong to it: a folder shared with a container holds the other one's binaries.
 * @param {string} root
 */
function fingerprint(root) {
  const lock = read(join(root, 'package-lock.json'))
  return lock && `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}\n`
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
