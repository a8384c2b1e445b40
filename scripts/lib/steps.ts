import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, sep } from 'node:path'
import { atOnce } from './atOnce.ts'
import { none, oneFailed, onePassed, oneSkipped, sum, type Counts } from './counts.ts'
import { filesUnder } from './files.ts'
import { jestTests } from './jestTests.ts'
import { firstLoad, firstLoadProblem } from './firstLoad.ts'
import type { Machine } from './machine.ts'
import { countMissing, type Found } from './missing.ts'
import { nativeBundles } from './nativeBundles.ts'
import { nativeProjects } from './nativeProjects.ts'
import { nodeTests } from './nodeTests.ts'
import { withPinnedNode } from './pinnedNode.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'
import { webBuild } from './webBuild.ts'
import { webDir } from './webDir.mjs'
import { withTsconfig, workspaces } from './workspaces.ts'

/** Has its own lockfile and a C++ build: its tests cannot run before it is ready. */
const harness = 'proof/crash'

/** No step takes longer, even on a machine that is oversubscribed ten times; what does, hangs. */
const limitMs = 60 * 60_000

/** Two cores are the least there is, and node:test on its own would leave one of them idle. */
const filesAtOnce = 2

/** Half of the unit tests' time is waiting: for programs that start, hang and end. */
const unitFilesAtOnce = 4

/** A test file uses its embedded database for seconds: WebAssembly's optimizing compiler takes more than it can give back. */
const quicklyCompiled = ['--liftoff-only']

/** Beside UTC, in which every step runs: seven or eight hours behind it, nine ahead of it, and twelve or thirteen ahead of it. */
const zones = ['America/Los_Angeles', 'Asia/Tokyo', 'Pacific/Auckland']

/** How many days the simulator runs. */
const days = 20_000

export type Place = { root: string; node: string; machine: Machine }

/** The steps of npm test in their order. Each shows its output and answers its counts. */
export const steps: Record<string, (place: Place) => Promise<Counts>> = {
  types: async ({ root, node }) => {
    // Every workspace and every folder that has a tsconfig.json, also one somebody adds tomorrow.
    const folders = [...new Set([...workspaces(root), ...withTsconfig(root)])]
    const missing = folders.filter((folder) => !existsSync(join(root, folder, 'tsconfig.json')))
    const wrong: string[] = []
    const present = folders.filter((one) => !missing.includes(one))
    await atOnce(filesAtOnce, present, async (folder) => {
      say(`tsc -p ${folder}`)
      if ((await tool({ root, node }, 'typescript/bin/tsc', '-p', folder)) !== 0) wrong.push(folder)
    })
    for (const folder of missing) say(`✖ ${folder} has no tsconfig.json, so nothing checks its types.`)
    for (const folder of wrong) say(`✖ ${folder} has type errors.`)
    return check(missing.length + wrong.length === 0)
  },

  format: async (place) => check((await tool(place, 'prettier/bin/prettier.cjs', '--check', '.')) === 0),

  // Type-aware, and a warning is an error: .oxlintrc.json says so, for editors too.
  lint: async (place) => check((await tool(place, 'oxlint/bin/oxlint', '.')) === 0),

  unit: async ({ root, node, machine }) => {
    const files = ['packages', 'apps/mobile', 'scripts', 'proof/simulator', 'proof/mutation', 'proof/race'].flatMap((folder) =>
      testsUnder(root, folder),
    )
    const { counts } = await nodeTests({ root, node, files, env: onPostgres(machine), filesAtOnce: unitFilesAtOnce, limitMs })
    return sum([counts, lacking(machine.postgres)])
  },

  // Bad days from seeds, as many as a minute or two has room for. What one of them breaks is printed with the least that breaks it.
  simulate: async ({ root, node }) => {
    const args = [join(root, 'proof/simulator/src/cli/main.ts'), '--seeds', String(days), '--workers', String(filesAtOnce)]
    return check((await run(node, args, { cwd: root, env: withPinnedNode(root), limitMs })) === 0)
  },

  // The screens' logic, drawn without a device. `unit` leaves them alone: they are *.test.tsx.
  components: async ({ root, node }) => (await jestTests({ root, node, folder: 'apps/mobile', limitMs })).counts,

  // The app's tests once more where the lifter's day is not that of UTC. What never asks for the local time is left out (zones.test.ts holds
  // it to that): packages, the API, and the platform, whose tests replace the browser's globals and need a process each.
  zones: async ({ root, node }) => {
    const platform = join(root, 'apps/mobile/platform', sep)
    const files = testsUnder(root, 'apps/mobile').filter((file) => !file.startsWith(platform))
    const inZone = async (zone: string) => {
      say(`TZ=${zone}`)
      const env = { TZ: zone }
      // One process for all files: `unit` has shown already that each of them stands alone.
      const unit = await nodeTests({ root, node, files, flags: ['--test-isolation=none'], env, limitMs })
      return sum([unit.counts, (await jestTests({ root, node, folder: 'apps/mobile', env, limitMs })).counts])
    }
    return sum(await atOnce(filesAtOnce, zones, inZone))
  },

  // The journal on the real MMKV core. The harness compiles it first.
  mmkv: async ({ root, node, machine }) => {
    if (!isHere(machine.compiler)) return lacking(machine.compiler)
    const ensured = await run(node, [join(root, harness, 'ensure.ts')], { cwd: root, env: withPinnedNode(root), limitMs })
    if (ensured !== 0) return checked(`The MMKV harness is not ready: ensure.ts ended with code ${ensured}.`)
    return (await nodeTests({ root, node, files: testsUnder(root, harness), filesAtOnce, limitMs })).counts
  },

  // Making a database takes seconds of computing, so it is made once, and every file begins with a copy.
  api: async ({ root, node, machine }) => {
    const files = ['apps/api', 'proof/load'].flatMap((folder) => testsUnder(root, folder))
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-cluster-'))
    try {
      const cluster = join(folder, 'cluster.tar')
      const code = await run(node, [join(root, 'apps/api/test/support/makeCluster.ts'), cluster], {
        cwd: root,
        env: withPinnedNode(root),
        limitMs,
      })
      if (code !== 0) return checked(`The database for the API tests could not be made: makeCluster.ts ended with code ${code}.`)
      const env = { EMPTY_CLUSTER: cluster, ...onPostgres(machine) }
      return sum([
        (await nodeTests({ root, node, files, flags: quicklyCompiled, env, filesAtOnce, limitMs })).counts,
        lacking(machine.postgres),
      ])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },

  native: async ({ root, node }) => {
    if (process.env.HOLDFAST_SKIP_NATIVE === '1') {
      say('⚠ SKIPPED because HOLDFAST_SKIP_NATIVE=1: nobody knows whether the Android and iOS projects and bundles build.')
      return oneSkipped
    }
    const bundles = await nativeBundles({ root, node, limitMs })
    const wrong = await nativeProjects({ root, node, limitMs })
    for (const one of wrong) say(`✖ ${one}`)
    return sum([isHere(bundles) ? onePassed : lacking(bundles), check(wrong.length === 0)])
  },

  web: async ({ root, node }) => {
    const problem = await webBuild({ root, node, limitMs })
    if (problem) return checked(problem)
    return sum([onePassed, checked(firstLoadProblem(firstLoad(webDir(root))))])
  },

  browser: async ({ root, node, machine: { browser } }) => {
    if (!browser?.path) return lacking(browser)
    const web = webDir(root)
    if (!existsSync(join(web, 'index.html'))) return checked('There is no web build to test: run the step “web” first.')
    say(`Chromium: ${browser.path}`)
    const env = { CHROMIUM_PATH: browser.path, WEB_DIR: web }
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-seeded-'))
    const seeded = join(folder, 'cluster.tar')
    try {
      const code = await run(node, [join(root, 'proof', 'browser', 'seed.ts'), seeded], {
        cwd: root,
        env: { ...withPinnedNode(root), ...env },
        limitMs,
      })
      if (code !== 0) return checked(`The database for the browser tests could not be made: proof/browser/seed.ts ended with code ${code}.`)
      const files = testsUnder(root, 'proof/browser')
      return (await nodeTests({ root, node, files, env: { ...env, SEEDED_CLUSTER: seeded }, filesAtOnce, limitMs })).counts
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

/** True when what `lookAround` looked for is here and starts. */
function isHere(found: Found | undefined): boolean {
  return !found?.problem && !found?.missing
}

/** The count of what is not here: nothing when it is. */
function lacking(found: Found | undefined): Counts {
  if (found?.missing) return countMissing(found.missing)
  return found?.problem ? checked(found.problem) : none
}

/** Which PostgreSQL the tests take. */
function onPostgres({ postgres }: Machine): NodeJS.ProcessEnv {
  return postgres?.path ? { POSTGRES_BIN: postgres.path } : {}
}

/** A package's own command on the pinned Node: no shell, no npx, the same on every system. */
function tool({ root, node }: Pick<Place, 'root' | 'node'>, bin: string, ...args: string[]): Promise<number> {
  return run(node, [join(root, 'node_modules', bin), ...args], { cwd: root, env: withPinnedNode(root), limitMs })
}

function testsUnder(root: string, folder: string): string[] {
  return filesUnder(join(root, folder)).filter((file) => file.endsWith('.test.ts'))
}

function checked(problem: string | undefined): Counts {
  if (problem) say(`✖ ${problem}`)
  return check(!problem)
}

function check(isGood: boolean): Counts {
  return isGood ? onePassed : oneFailed
}
