import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { alone } from './claims.mjs'
import { expoExport, expoLog } from './expo.ts'
import { digest, filesUnder } from './files.ts'
import { runLogged } from './logged.ts'
import { withPinnedNode } from './pinnedNode.mjs'
import { duration, say } from './say.mjs'
import { webDir } from './webDir.mjs'
import { reasonOf, whyNotWritable } from './writable.mjs'

const sources = [
  'apps/mobile',
  'packages/contract',
  'packages/journal',
  'packages/outbox',
  'package-lock.json',
  'tsconfig.base.json',
  'scripts/lib/webBuild.ts',
  'scripts/lib/expo.ts',
]
const stampName = '.holdfast-built'

type WebBuild = { root: string; node: string; limitMs?: number | undefined; everyMs?: number | undefined }

/**
 * Builds the web app with its service worker, unless the one that stands there was built from these very sources. Waits while another process
 * builds it. Answers undefined, or one sentence about what went wrong; then the old one still stands.
 */
export async function webBuild({ root, node, limitMs, everyMs }: WebBuild): Promise<string | undefined> {
  const wanted = sourceDigest(root)
  const isBuilt = () => read(join(webDir(root), stampName)) === wanted
  if (isBuilt()) return upToDate()
  const claims = join(root, '.cache', 'web')
  const why = whyNotWritable(claims) ?? whyNotWritable(join(root, 'apps', 'mobile'))
  if (why) return `The web app must be built, and ${root} cannot be written: ${why}.`
  return alone(claims, 'building the web app', async () => {
    if (isBuilt()) return upToDate()
    say(`Building the web app; the first time takes a minute or two. Its output goes to ${relative(root, expoLog(root, 'web'))} …`)
    sweep(root)
    const startedAt = performance.now()
    const problem = await build({ root, node, limitMs, everyMs, wanted })
    if (!problem) say(`The web app is built (${duration(performance.now() - startedAt)}).`)
    return problem
  })
}

async function build({ root, node, limitMs, everyMs, wanted }: WebBuild & { wanted: string }): Promise<string | undefined> {
  // Built beside the old one and swapped in whole: expo empties its output folder first, and a server may be serving the old one.
  const fresh = `${webDir(root)}-build`
  try {
    const exported = await expoExport({ root, node, platform: 'web', folder: fresh, limitMs, everyMs })
    if (exported !== 0) return `The web app could not be built: expo export ended with code ${exported}; its reason stands above.`
    if (!existsSync(join(fresh, 'index.html'))) return 'The web app could not be built: expo export wrote no index.html.'

    const worker = join(root, 'apps', 'mobile', 'scripts', 'buildServiceWorker.ts')
    const options = { root, log: 'serviceWorker', cwd: join(root, 'apps', 'mobile'), env: withPinnedNode(root), limitMs, everyMs }
    const written = await runLogged(node, [worker, fresh], { ...options, doing: 'writing the service worker' })
    if (written !== 0)
      return `The service worker could not be built: buildServiceWorker.ts ended with code ${written}; its reason stands above.`

    // The stamp goes in last: a build cut short must not look finished.
    writeFileSync(join(fresh, stampName), wanted)
    swap(webDir(root), fresh)
    return undefined
  } catch (error) {
    return `The web app could not be built in ${fresh}: ${reasonOf(error)}.`
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

function upToDate(): undefined {
  say('The web app is up to date.')
}

/** Everything the bundle is made of: the sources (not what prebuild generates from them), and the EXPO_PUBLIC_ variables that Metro writes into it. */
export function sourceDigest(root: string, env = process.env): string {
  const inlined = Object.keys(env)
    .filter((name) => name.startsWith('EXPO_PUBLIC_'))
    .sort()
    .map((name) => `${name}=${env[name]}`)
  const native = ['ios', 'android'].map((platform) => join(root, 'apps', 'mobile', platform, sep))
  const files = sources
    .flatMap((source) => filesUnder(join(root, source)))
    .filter((file) => !native.some((folder) => file.startsWith(folder)))
  return digest(root, files, inlined.join('\n'))
}

function swap(dist: string, fresh: string): void {
  const old = `${dist}-old`
  if (existsSync(dist)) renameSync(dist, old)
  renameSync(fresh, dist)
  rmSync(old, { recursive: true, force: true })
}

/** Removes what a killed build left behind. Only one builds at a time, so nobody is writing there. */
function sweep(root: string): void {
  const parent = join(root, 'apps', 'mobile')
  for (const name of readdirSync(parent)) {
    if (/^dist-(build|old)/.test(name)) rmSync(join(parent, name), { recursive: true, force: true })
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
