import { accessSync, constants, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * The environment with a home that can be written. npm, Expo, Playwright and Chromium all keep something there, and some accounts of
 * containers and build machines have none, or `/`: for them it is a folder of the checkout. npm's own settings are still read from the old one.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function withWritableHome(root, env) {
  if (process.platform === 'win32') return env
  const home = homeOf(env)
  const cache = env.npm_config_cache
  if (home && isWritable(home)) return env
  const own = join(root, '.cache', 'home')
  try {
    mkdirSync(own, { recursive: true })
  } catch {
    // A checkout nobody can write has nothing to install either.
    return env
  }
  return {
    ...env,
    HOME: own,
    ...(home && { npm_config_userconfig: env.npm_config_userconfig || join(home, '.npmrc') }),
    // npm hands its cache down to what it runs.
    npm_config_cache: cache && isWritable(cache) ? cache : join(own, '.npm'),
  }
}

/** @param {NodeJS.ProcessEnv} env */
function homeOf(env) {
  try {
    return env.HOME || homedir()
  } catch {
    // Without HOME, and with a number that no account has.
    return undefined
  }
}

/** @param {string} folder */
function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    return true
  } catch {
    return false
  }
}
