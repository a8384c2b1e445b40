import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { identityOf, lifeOf, processSpace } from './life.mjs'
import { withProgress } from './progress.mjs'
import { onStarted, stopped } from './run.mjs'
import { say } from './say.mjs'

// Two terminals, one checkout. Who works on something that only one may work on lays a claim: a file of its own in a folder. It looks for
// other claims only after its own is laid, so of two processes at least one sees the other. A claim of a dead process is removed by whoever
// sees it: its name is never used again, so nobody's living claim can be removed by mistake.
//
// A claim is alive while its process lives, or a program that process started: known by number and start time. Where these say nothing
// (another container, another system), the claim is alive while it is touched.

/** How often a claim is touched, and how long an untouched one is believed. */
const beatMs = 1000
const believedMs = 20_000
/** How often somebody who waits looks again. */
const lookMs = 200
/** Two that begin together step back for a moment; only a longer wait is worth a line. */
const worthALineMs = 1000

/**
 * What stands in a claim's file.
 * @typedef {{ kind: string, doing: string, command: string, pid: number }} Claim
 * @typedef {Claim & { space: string, owners: import('./life.mjs').Identity[] }} Written
 */

/**
 * A claim of ours: `become` makes it one of another kind.
 * @typedef {{ become(other: string): void, release(): void }} OwnClaim
 */

/**
 * This process's own claims by their files.
 * @type {Map<string, Written>}
 */
const mine = new Map()
/** @type {NodeJS.Timeout | undefined} */
let timer

/**
 * Lays a claim of this kind as soon as no living claim `isInTheWay`, and answers it; undefined when this process was told to stop meanwhile.
 * The wait is said, with what the other one does.
 * @param {string} folder
 * @param {string} kind
 * @param {string} doing
 * @param {(claim: Claim) => boolean} isInTheWay
 */
export async function takeClaim(folder, kind, doing, isInTheWay) {
  while (!stopped()) {
    const claim = layClaim(folder, kind, doing)
    const rival = (await livingClaims(folder)).find(isInTheWay)
    if (!rival) return claim
    claim.release()
    await untilNone(folder, isInTheWay, rival)
    await sleep(Math.random() * lookMs)
  }
  return undefined
}

/**
 * Does the work while no other process does the same here. Answers undefined when this process was told to stop while it waited.
 * @template T
 * @param {string} folder
 * @param {string} doing
 * @param {(claim: OwnClaim) => T | Promise<T>} work
 * @returns {Promise<T | undefined>}
 */
export async function alone(folder, doing, work) {
  const claim = await takeClaim(folder, 'alone', doing, ({ kind }) => kind === 'alone')
  if (!claim) return undefined
  try {
    return await work(claim)
  } finally {
    claim.release()
  }
}

/**
 * The living claims of other processes in a folder. Removes those of the dead.
 * @param {string} folder
 * @returns {Promise<Claim[]>}
 */
export async function livingClaims(folder, { silenceMs = believedMs } = {}) {
  const files = readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .map((name) => join(folder, name))
  const living = await Promise.all(files.filter((file) => !mine.has(file)).map((file) => ifAlive(file, silenceMs)))
  return living.filter((claim) => claim !== undefined)
}

/**
 * @param {string} folder
 * @param {string} kind
 * @param {string} doing
 * @returns {OwnClaim}
 */
function layClaim(folder, kind, doing) {
  mkdirSync(folder, { recursive: true })
  const claim = { kind, doing, command: commandName(process.env), pid: process.pid }
  const about = { ...claim, space: processSpace(), owners: [identityOf(process.pid)] }
  const file = join(folder, randomUUID())
  mine.set(file, about)
  write(file, about)
  keepTouching()
  return {
    become(other) {
      about.kind = other
      write(file, about)
    },
    release() {
      mine.delete(file)
      rmSync(file, { force: true })
    },
  }
}

/**
 * Written beside and renamed, so that nobody reads half of it.
 * @param {string} file
 * @param {Written} about
 */
function write(file, about) {
  const fresh = join(dirname(file), `.${randomUUID()}`)
  writeFileSync(fresh, JSON.stringify(about))
  renameSync(fresh, file)
}

function keepTouching() {
  if (timer) return
  timer = setInterval(touchAll, beatMs)
  timer.unref()
  process.on('exit', () => mine.forEach((_about, file) => rmSync(file, { force: true })))
  onStarted(shareClaims)
}

/**
 * A program we started outlives us when we are killed: our claims are alive as long as it runs.
 * @param {number} pid
 */
function shareClaims(pid) {
  for (const [file, about] of mine) {
    if (!existsSync(file)) continue
    about.owners = [...about.owners.filter((owner) => lifeOf(owner) !== 'dead'), identityOf(pid)]
    write(file, about)
  }
}

function touchAll() {
  const now = new Date()
  for (const file of mine.keys()) {
    try {
      utimesSync(file, now, now)
    } catch {
      // Somebody cleaned or removed the checkout: what is not there is no claim any more.
      mine.delete(file)
    }
  }
}

/**
 * The claim in a file when its process lives, or undefined; then the file is gone.
 * @param {string} file
 * @param {number} silenceMs
 */
async function ifAlive(file, silenceMs) {
  const about = read(file)
  if (!about) return undefined
  const lives = about.space === processSpace() ? about.owners.map(lifeOf) : ['unknown']
  if (lives.includes('alive')) return about
  if (lives.includes('unknown') && (await isTouched(file, silenceMs))) return about
  rmSync(file, { force: true })
  return undefined
}

/**
 * By our own clock: the file's times come from a clock that may be another one.
 * @param {string} file
 * @param {number} silenceMs
 */
async function isTouched(file, silenceMs) {
  const before = touchedAt(file)
  const endMs = performance.now() + silenceMs
  while (performance.now() < endMs) {
    await sleep(lookMs)
    const at = touchedAt(file)
    if (at !== before) return at !== undefined
  }
  return false
}

/**
 * @param {string} folder
 * @param {(claim: Claim) => boolean} isInTheWay
 * @param {Claim} rival
 */
async function untilNone(folder, isInTheWay, rival) {
  const sentence = `Another Holdfast command (${rival.command}, process ${rival.pid}) is ${rival.doing}; waiting for it …`
  const line = setTimeout(() => say(sentence), worthALineMs)
  await withProgress('waiting', async () => {
    while (!stopped() && (await livingClaims(folder)).some(isInTheWay)) await sleep(lookMs)
  })
  clearTimeout(line)
}

/**
 * What a person typed to start this process.
 * @param {NodeJS.ProcessEnv} env
 */
function commandName({ npm_lifecycle_event: script }) {
  if (script === 'start' || script === 'test') return `npm ${script}`
  return script ? `npm run ${script}` : `node ${process.argv[1] ?? ''}`.trim()
}

/**
 * @param {string} file
 * @returns {Written | undefined}
 */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** @param {string} file */
function touchedAt(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs
}
