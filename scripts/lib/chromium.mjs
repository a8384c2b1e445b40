import { accessSync, constants, readdirSync, statSync } from 'node:fs'
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
const knownPlaces = [
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
    if (isProgram(env.CHROMIUM_PATH)) return withFonts(env.CHROMIUM_PATH, env, limitMs)
    return { problem: `CHROMIUM_PATH is ${env.CHROMIUM_PATH}, which is not a program that can be run.` }
  }
  const here = findChromium(env)
  if (here) return withFonts(here, env, limitMs)

  say('No Chromium here; installing one for the browser tests …')
  for (const attempt of attempts({ root, node, env, limitMs })) {
    await attempt()
    const path = findChromium(env)
    if (path) return withFonts(path, env, limitMs)
  }
  return { problem: 'There is no Chromium, and none could be installed: install one, or name one with CHROMIUM_PATH.' }
}

/** The first Chromium on PATH, in the known places or in Playwright's cache. */
export function findChromium(env, places = knownPlaces) {
  const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), ...places]
  const candidates = [...folders.flatMap((folder) => names.map((name) => join(folder, name))), ...places, ...fromPlaywright(env)]
  return candidates.find(isProgram)
}

/**
 * The browser tests look whether words fit, so on Linux they need the font that Chromium's own package recommends: others are wider.
 * Where it can be installed it is; where it cannot, that is said, and the tests still run.
 */
async function withFonts(path, env, limitMs) {
  if (process.platform !== 'linux' || list('/usr/share/fonts/truetype/liberation').length > 0) return { path }
  if (mayApt(env)) {
    say('Installing the fonts of the browser tests …')
    await aptInstall(['fonts-liberation'], env, limitMs)
  } else say('The fonts of the package fonts-liberation are not here: words may be wider in the browser tests than they should be.')
  return { path }
}

function mayApt(env) {
  return process.getuid?.() === 0 && (env.PATH ?? '').split(delimiter).some((folder) => isProgram(join(folder, 'apt-get')))
}

async function aptInstall(packages, env, limitMs) {
  const quiet = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, limitMs }
  await run('apt-get', ['update', '-qq'], quiet)
  return run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], quiet)
}

function attempts({ root, node, env, limitMs }) {
  const apt = async () => {
    if ((await aptInstall(['chromium-headless-shell'], env, limitMs)) !== 0) await aptInstall(['chromium'], env, limitMs)
  }
  const playwright = () =>
    run(node, [join(root, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'], { env: withPinnedNode(root, env), limitMs })
  return mayApt(env) ? [apt, playwright] : [playwright]
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
    // A folder passes too: it may be entered.
    return statSync(path).isFile()
  } catch {
    return false
  }
}
