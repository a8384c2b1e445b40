import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { aptGet, type Apt } from './apt.ts'
import { chromium } from './chromium.ts'
import { missingCompiler, whyNoCompiler } from './compiler.ts'
import type { Found } from './missing.ts'
import { findPostgres, missingPostgres } from './postgres.ts'
import { say } from './say.mjs'

/** Nothing takes longer to install, even on a slow line; what does, hangs. */
const limitMs = 5 * 60_000

type Sought = { path?: string | undefined; problem?: string | undefined; why?: string | undefined }

type Place = { root: string; node: string }

/** What steps need beside Node; undefined when no step that was chosen needs it. */
export type Machine = { compiler: Found | undefined; postgres: Found | undefined; browser: Found | undefined }

/**
 * Looks for the programs that these steps need beside Node, and installs with apt-get what is missing, where this is root's to do.
 */
export async function lookAround(names: readonly string[], { root, node }: Place): Promise<Machine> {
  const apt = aptGet({ root, limitMs })
  const needs = (...steps: string[]) => steps.some((step) => names.includes(step))
  return {
    compiler: needs('mmkv') ? await compilerHere(root, apt) : undefined,
    postgres: needs('api', 'unit') ? await postgresHere(apt) : undefined,
    browser: needs('browser') ? await browserHere({ root, node, apt }) : undefined,
  }
}

/** The Chromium for the browser, installed when there is none, and the font it draws with. */
export async function browserHere({ root, node, apt = aptGet({ root, limitMs }) }: Place & { apt?: Apt }): Promise<Found> {
  const browser = await chromium({ root, node, apt, limitMs })
  if (browser.path) await fontsHere(apt)
  return browser
}

/**
 * The browser tests look whether words fit, so on Linux they need the font that Chromium's own package recommends: others are wider.
 * Where it cannot be installed, that is said, and the tests still run.
 */
async function fontsHere(apt: Apt): Promise<void> {
  if (process.platform !== 'linux' || existsSync('/usr/share/fonts/truetype/liberation')) return
  const why = await apt.install(['fonts-liberation'])
  if (why)
    say(`The fonts of the package fonts-liberation are not here (${why}): words may be wider in the browser tests than they should be.`)
}

async function compilerHere(root: string, apt: Apt): Promise<Found> {
  // What was built once needs no compiler any more.
  const built = await builtCore(root)
  if (built) return { path: built }
  const find = () => ({ why: whyNoCompiler() })
  const { why } = await foundOrInstalled(find, () => apt.install(['g++']))
  return why ? { missing: missingCompiler(why) } : {}
}

async function builtCore(root: string): Promise<string | undefined> {
  const build = join(root, 'proof', 'crash', 'build.ts')
  if (!existsSync(build)) return undefined
  const { binaryPath } = (await import(pathToFileURL(build).href)) as { binaryPath: () => string }
  return existsSync(binaryPath()) ? binaryPath() : undefined
}

async function postgresHere(apt: Apt): Promise<Found> {
  const { path, problem, why } = await foundOrInstalled(findPostgres, () => apt.install(['postgresql']))
  if (path) return { path }
  return problem ? { problem } : { missing: missingPostgres(why ?? '') }
}

/** What `find` finds, after an installation when it found nothing; then `why` says about both. */
async function foundOrInstalled(find: () => Sought, install: () => Promise<string | undefined>): Promise<Sought> {
  const before = find()
  if (!before.why) return before
  const notInstalled = await install()
  const now = find()
  return now.why && notInstalled ? { why: `${now.why} It could not be installed: ${notInstalled}.` } : now
}
