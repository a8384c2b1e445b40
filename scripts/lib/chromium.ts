import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { withPinnedNode } from './pinnedNode.mjs'
import type { Apt } from './apt.ts'
import type { Found, Missing } from './missing.ts'
import { isProgram, pathFolders } from './programs.ts'
import { runLogged } from './logged.ts'
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

type Places = { folders: readonly string[]; programs: readonly string[]; playwright: string }

type ChromiumOptions = {
  root: string
  node: string
  apt: Apt
  env?: NodeJS.ProcessEnv
  limitMs?: number
  everyMs?: number
  places?: Places
}

/** Where Chromium is on this machine beside PATH: folders that may hold one by its name, programs, and Playwright's folder. */
function knownPlaces(env: NodeJS.ProcessEnv): Places {
  return {
    folders: ['/usr/bin', '/usr/local/bin', '/opt/google/chrome', '/snap/bin'],
    programs: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    ],
    playwright: playwrightFolder(env),
  }
}

/**
 * A Chromium for the browser tests that starts: the one CHROMIUM_PATH names, one that is installed, else a newly installed one.
 * Answers `{ path }`, `{ problem }` when CHROMIUM_PATH is wrong, or `{ missing }`.
 */
export async function chromium(options: ChromiumOptions): Promise<Found> {
  const { root, node, apt, env = process.env, limitMs, everyMs, places = knownPlaces(env) } = options
  if (env.CHROMIUM_PATH) {
    const why = whyNot(env.CHROMIUM_PATH, env)
    return why ? { problem: `CHROMIUM_PATH is ${env.CHROMIUM_PATH}, which ${why}.` } : { path: env.CHROMIUM_PATH }
  }
  let here = findChromium(env, places)
  if (here.path) return { path: here.path }

  say('No Chromium starts here; installing one for the browser tests …')
  const playwright = async () => {
    const args = [join(root, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium']
    const how = { root, log: 'playwright', doing: 'downloading Chromium', everyMs, env: withPinnedNode(root, env), limitMs }
    const code = await runLogged(node, args, how)
    return code === 0 ? undefined : `Playwright’s download ${code === 124 ? 'did not end in time' : `ended with code ${code}`}`
  }
  const whys: string[] = []
  for (const attempt of [() => apt.install(['chromium-headless-shell', 'chromium']), playwright]) {
    const why = await attempt()
    if (why) whys.push(why)
    here = findChromium(env, places)
    if (here.path) return { path: here.path }
  }
  return { missing: missing([...(here.broken ?? []), ...whys]) }
}

/** The first Chromium on PATH, in the known places or in Playwright's folder that starts: `{ path }`, or `{ broken }`, a sentence for each that does not. */
export function findChromium(env: NodeJS.ProcessEnv, places = knownPlaces(env)): { path?: string; broken?: string[] } {
  const folders = [...pathFolders(env), ...places.folders]
  const candidates = [
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
    ...places.programs,
    ...fromPlaywright(places),
  ]
  const broken: string[] = []
  for (const path of new Set(candidates.filter(isProgram))) {
    const why = whyNot(path, env)
    if (!why) return { path }
    broken.push(`${path} ${why}`)
  }
  return { broken }
}

function missing(whys: readonly string[]): Missing {
  return {
    what: 'Chromium that starts',
    why: whys.length > 0 ? `${whys.join('; ')}.` : 'none is installed.',
    bring: 'apt-get install chromium (as root), or name one with CHROMIUM_PATH.',
    unchecked: 'the app in a browser: offline, killed, in two tabs, by keyboard.',
  }
}

/**
 * Why this is no Chromium that starts, or undefined. It is asked for its version once: that fails where a library is missing and where the
 * program is only a script that asks for the real package. On Windows the question would open a window instead.
 */
function whyNot(path: string, env: NodeJS.ProcessEnv): string | undefined {
  if (!isProgram(path)) return 'is not a program that can be run'
  if (process.platform === 'win32') return undefined
  const { status, stdout, stderr, error } = spawnSync(path, ['--version'], {
    encoding: 'utf8',
    env,
    timeout: 120_000,
    killSignal: 'SIGKILL',
  })
  if (status === 0 && /\d+\.\d+/.test(stdout)) return undefined
  if (error && 'code' in error && error.code === 'ETIMEDOUT') return 'does not start: it did not tell its version within two minutes'
  const said = `${stderr ?? ''}\n${stdout ?? ''}`.split('\n').find((line) => line.trim())
  return `does not start: ${said?.trim().replace(/\.$/, '') ?? error?.message ?? `it ended with code ${status}`}`
}

function playwrightFolder(env: NodeJS.ProcessEnv): string {
  if (env.PLAYWRIGHT_BROWSERS_PATH) return env.PLAYWRIGHT_BROWSERS_PATH
  const caches: Partial<Record<NodeJS.Platform, string>> = { darwin: 'Library/Caches', win32: 'AppData/Local' }
  return join(env.HOME || homedir(), caches[process.platform] ?? '.cache', 'ms-playwright')
}

/** Playwright keeps every build in a folder of its own, `chromium-1187`; the newest comes first. */
function fromPlaywright({ playwright }: Places): string[] {
  const inside: Partial<Record<NodeJS.Platform, string[]>> = {
    linux: ['chrome-linux64/chrome', 'chrome-linux/chrome'],
    darwin: ['chrome-mac-arm64', 'chrome-mac-x64', 'chrome-mac'].flatMap((folder) => [
      `${folder}/Chromium.app/Contents/MacOS/Chromium`,
      `${folder}/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing`,
    ]),
    win32: ['chrome-win64/chrome.exe', 'chrome-win/chrome.exe'],
  }
  return list(playwright)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)))
    .flatMap((name) => (inside[process.platform] ?? []).map((program) => join(playwright, name, program)))
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
