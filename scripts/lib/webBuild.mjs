import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { expoExport } from './expo.mjs'
import { digest, filesUnder } from './files.mjs'
import { withPinnedNode } from './pinnedNode.mjs'
import { run } from './run.mjs'
import { say } from './say.mjs'

const sources = [
  'apps/mobile',
  'packages/contract',
  'packages/journal',
  'packages/outbox',
  'package-lock.json',
  'tsconfig.base.json',
  'scripts/lib/webBuild.mjs',
  'scripts/lib/expo.mjs',
]
const stampName = '.holdfast-built'

/** Where the built web app stands. */
export function webDir(root) {
  return join(root, 'apps', 'mobile', 'dist')
}

/**
 * Builds the web app with its service worker, unless the one that stands there was built from these very sources.
 * Answers undefined, or one sentence about what went wrong; then the old one still stands.
 */
export async function webBuild({ root, node, limitMs }) {
  const dist = webDir(root)
  const wanted = sourceDigest(root)
  if (read(join(dist, stampName)) === wanted) {
    say('The web app is up to date.')
    return undefined
  }
  say('Building the web app; the first time takes a few minutes …')
  sweep(root)
  // Built beside the old one and swapped in whole: expo empties its output folder first, and a server may be serving the old one.
  const fresh = `${dist}-build-${process.pid}`
  try {
    const exported = await expoExport({ root, node, platform: 'web', folder: fresh, limitMs })
    if (exported !== 0) return `The web app could not be built: expo export ended with code ${exported}; its reason stands above.`
    if (!existsSync(join(fresh, 'index.html'))) return 'The web app could not be built: expo export wrote no index.html.'

    const worker = join(root, 'apps', 'mobile', 'scripts', 'buildServiceWorker.mjs')
    const written = await run(node, [worker, fresh], { cwd: join(root, 'apps', 'mobile'), env: withPinnedNode(root), limitMs })
    if (written !== 0) return `The service worker could not be built: buildServiceWorker.mjs ended with code ${written}.`

    // The stamp goes in last: a build cut short must not look finished.
    writeFileSync(join(fresh, stampName), wanted)
    swap(dist, fresh)
    return undefined
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

/** Everything the bundle is made of: the sources (not what prebuild generates from them), and the EXPO_PUBLIC_ variables that Metro writes into it. */
export function sourceDigest(root, env = process.env) {
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

function swap(dist, fresh) {
  const old = `${dist}-old-${process.pid}`
  if (existsSync(dist)) renameSync(dist, old)
  renameSync(fresh, dist)
  rmSync(old, { recursive: true, force: true })
}

/** Removes what a killed build left behind, and leaves alone what a living one is writing. */
function sweep(root) {
  const parent = join(root, 'apps', 'mobile')
  for (const name of readdirSync(parent)) {
    const pid = /^dist-(?:build|old)-(\d+)$/.exec(name)?.[1]
    if (pid && !isAlive(Number(pid))) rmSync(join(parent, name), { recursive: true, force: true })
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
