import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { aptGet } from './apt.mjs'
import { chromium } from './chromium.mjs'
import { missingCompiler, whyNoCompiler } from './compiler.mjs'
import { findPostgres, missingPostgres } from './postgres.mjs'
import { say } from './say.mjs'

/** Nothing takes longer to install, even on a slow line; what does, hangs. */
const limitMs = 5 * 60_000

/**
 * Looks for the programs that these steps need beside Node, and installs with apt-get what is missing, where this is root's to do.
 * Each is `{ path }`, `{ problem }` when a variable names a wrong one, or `{ missing }` for countMissing; undefined when no step needs it.
 */
export async function lookAround(names, { root, node }) {
  const apt = aptGet({ root, limitMs })
  const needs = (...steps) => steps.some((step) => names.includes(step))
  return {
    compiler: needs('mmkv') ? await compilerHere(root, apt) : undefined,
    postgres: needs('api', 'unit') ? await postgresHere(apt) : undefined,
    browser: needs('browser') ? await browserHere({ root, node, apt }) : undefined,
  }
}

/** The Chromium for the browser, installed when there is none, and the font it draws with. */
export async function browserHere({ root, node, apt = aptGet({ root, limitMs }) }) {
  const browser = await chromium({ root, node, apt, limitMs })
  if (browser.path) await fontsHere(apt)
  return browser
}

/**
 * The browser tests look whether words fit, so on Linux they need the font that Chromium's own package recommends: others are wider.
 * Where it cannot be installed, that is said, and the tests still run.
 */
async function fontsHere(apt) {
  if (process.platform !== 'linux' || existsSync('/usr/share/fonts/truetype/liberation')) return
  const why = await apt.install(['fonts-liberation'])
  if (why)
    say(`The fonts of the package fonts-liberation are not here (${why}): words may be wider in the browser tests than they should be.`)
}

async function compilerHere(root, apt) {
  // What was built once needs no compiler any more.
  const built = await builtCore(root)
  if (built) return { path: built }
  const find = () => ({ why: whyNoCompiler() })
  const { why } = await foundOrInstalled(find, () => apt.install(['g++']))
  return why ? { missing: missingCompiler(why) } : {}
}

async function builtCore(root) {
  const build = join(root, 'proof', 'crash', 'build.mjs')
  if (!existsSync(build)) return undefined
  const { binaryPath } = await import(pathToFileURL(build).href)
  return existsSync(binaryPath()) ? binaryPath() : undefined
}

async function postgresHere(apt) {
  const { why, ...here } = await foundOrInstalled(findPostgres, () => apt.install(['postgresql']))
  return why ? { missing: missingPostgres(why) } : here
}

/** What `find` finds, after an installation when it found nothing; then `why` says about both. */
async function foundOrInstalled(find, install) {
  const before = find()
  if (!before.why) return before
  const notInstalled = await install()
  const now = find()
  return now.why && notInstalled ? { why: `${now.why} It could not be installed: ${notInstalled}.` } : now
}
