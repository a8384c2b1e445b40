import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './run.mjs'
import { say } from './say.mjs'

/**
 * Makes node_modules what package-lock.json says; does nothing when it already is.
 * Answers undefined, or one sentence about what went wrong.
 */
export async function install(root) {
  const stamp = join(root, 'node_modules', '.holdfast-installed')
  const wanted = fingerprint(root)
  if (!wanted) return `There is no package-lock.json in ${root}, so there is nothing to install from.`
  if (read(stamp) === wanted) return undefined

  say('Installing the dependencies, as package-lock.json names them …')
  const npm = npmCommand(process.env, process.platform, process.execPath)
  // A NODE_ENV of production would leave out what builds and tests the app.
  const args = [...npm.args, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const code = await run(npm.program, args, { cwd: root })
  if (code === 127) return 'npm could not be started, so the dependencies are not installed.'
  if (code !== 0) return `The dependencies could not be installed: npm ci ended with code ${code}; its reason stands above.`
  mkdirSync(join(root, 'node_modules'), { recursive: true })
  writeFileSync(stamp, wanted)
  return undefined
}

/** How to call npm here: the one that called us, on the Node it runs on (the pinned one is about to be replaced), else the one on PATH. */
export function npmCommand(env, platform, execPath) {
  if (env.npm_execpath?.endsWith('.js')) return { program: env.npm_node_execpath || execPath, args: [env.npm_execpath] }
  return platform === 'win32' ? { program: 'cmd.exe', args: ['/d', '/s', '/c', 'npm.cmd'] } : { program: 'npm', args: [] }
}

/** Platform and architecture belong to it: a folder shared with a container holds the other one's binaries. */
function fingerprint(root) {
  const lock = read(join(root, 'package-lock.json'))
  return lock && `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}\n`
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
