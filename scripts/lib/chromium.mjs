import { accessSync, constants, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { withPinnedNode } from './pinnedNode.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'

/** A headless shell is the same engine without a window: a test spends half as much on starting it and drawing in it, so it comes first. */
const names = [
  'chromium-headless-shell',
  'chrome-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
]
const places = [
  '/usr/bin',
  '/usr/local/bin',
  '/opt/google/chrome',
  '/snap/bin',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * A Chromium for the browser tests: the one CHROMIUM_PATH names, one that is installed, else a newly installed one.
 * Answers `{ path }`, or `{ problem }` in one sentence.
 */
export async function chromium({ root, node, env = process.env, limitMs }) {
  if (env.CHROMIUM_PATH) {
    if (isProgram(env.CHROMIUM_PATH)) return { path: env.CHROMIUM_PATH }
    return { problem: `CHROMIUM_PATH is ${env.CHROMIUM_PATH}, which is not a program that can be run.` }
  }
  const here = findChromium(env)
  if (here) return { path: here }

  say('No Chromium here; installing one for the browser tests …')
  for (const attempt of attempts({ root, node, env, limitMs })) {
    await attempt()
    const path = findChromium(env)
    if (path) return { path }
  }
  return { problem: 'There is no Chromium, and none could be installed: install one, or name one with CHROMIUM_PATH.' }
}

/** The first Chromium on PATH, in the known places or in Playwright's cache. */
export function findChromium(env) {
  const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), ...places]
  const candidates = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...places, ...fromPlaywright(env)]
  return candidates.find(isProgram)
}

function attempts({ root, node, env, limitMs }) {
  const isRoot = process.getuid?.() === 0
  const hasApt = (env.PATH ?? '').split(delimiter).some((folder) => isProgram(join(folder, 'apt-get')))
  const apt = async () => {
    const quiet = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, limitMs }
    await run('apt-get', ['update', '-qq'], quiet)
    const installed = (name) => run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], quiet)
    if ((await installed('chromium-headless-shell')) !== 0) await installed('chromium')
  }
  const playwright = () =>
    run(node, [join(root, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'], { env: withPinnedNode(root, env), limitMs })
  return isRoot && hasApt ? [apt, playwright] : [playwright]
}

/** Playwright keeps every build in a folder of its own, `chromium-1187`; the newest comes first. */
function fromPlaywright(env) {
  const inside = {
    linux: ['chrome-linux64/chrome', 'chrome-linux/chrome'],
    darwin: ['chrome-mac-arm64', 'chrome-mac-x64', 'chrome-mac'].flatMap((folder) => [
      `${folder}/Chromium.app/Contents/MacOS/Chromium`,
      `${folder}/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing`,
    ]),
    win32: ['chrome-win64/chrome.exe', 'chrome-win/chrome.exe'],
  }[process.platform]
  const cache =
    env.PLAYWRIGHT_BROWSERS_PATH ||
    join(homedir(), { darwin: 'Library/Caches', win32: 'AppData/Local' }[process.platform] ?? '.cache', 'ms-playwright')
  return list(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)))
    .flatMap((name) => (inside ?? []).map((program) => join(cache, name, program)))
}

function list(folder) {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
