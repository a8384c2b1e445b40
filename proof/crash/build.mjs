import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compilerOf } from '../../scripts/lib/compiler.mjs'

// Compiles the MMKV core of its npm package and our addon into one Node-API binary. It uses plain g++: node-gyp would need Python, make and
// Node's headers, and the binary runs on every Node with Node-API 8 anyway.

// Node 20.10 and older have no import.meta.dirname.
const here = dirname(fileURLToPath(import.meta.url))
const core = join(here, 'node_modules/mmkv-core-src/MMKV/Core')
const addon = join(here, 'src/addon.cc')
const compiler = compilerOf()

/** The exit code for "not built, because this machine cannot": tests are skipped with a message. With CI=true it is a failure instead. */
export const cannotBuildHere = 3

// NDEBUG because phones run release builds: MMKV's asserts are then off, and a damaged file is processed as far as on a phone.
const flags = ['-std=c++20', '-O2', '-fPIC', '-DNDEBUG', '-DMMKV_EMBED_ZLIB=1', '-DNAPI_CPP_EXCEPTIONS', '-DNAPI_VERSION=8', '-w']
// addon.cc says why the core's clock is wrapped.
const linkFlags = ['-shared', '-Wl,--wrap=time']

/** The path of the binary for these sources and flags, built or not. Versions are pinned exactly, so package.json identifies the core. */
export function binaryPath() {
  const { devDependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))
  const what = JSON.stringify([devDependencies, readFileSync(addon, 'utf8'), flags, linkFlags, compiler, process.platform, process.arch])
  return join(here, 'build', `mmkv-${createHash('sha256').update(what).digest('hex').slice(0, 16)}.node`)
}

/** Builds. Answers a sentence for the person who waits. Throws with a sentence when the build fails. */
export async function build() {
  const binary = binaryPath()
  const startedAt = performance.now()
  const objects = join(here, 'build', `objects-${process.pid}`)
  mkdirSync(objects, { recursive: true })
  try {
    const includes = [core, join(here, 'node_modules/node-addon-api'), join(here, 'node_modules/node-api-headers/include')].map(
      (dir) => `-I${dir}`,
    )
    const sources = [addon, ...sourcesUnder(core)]
    const compiled = sources.map((source, n) => join(objects, `${n}-${basename(source)}.o`))
    const waiting = sources.map((source, n) => ['-c', ...flagsFor(source), ...includes, source, '-o', compiled[n]])
    const worker = async () => {
      for (let job = waiting.shift(); job; job = waiting.shift()) await run(job)
    }
    await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker))
    // Renamed when it is complete, so that no process loads half a binary.
    const fresh = join(objects, 'linked.node')
    await run([...linkFlags, ...compiled, '-o', fresh])
    renameSync(fresh, binary)
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
    return `proof/crash: compiled ${sources.length} files into ${basename(binary)} in ${seconds} s.`
  } finally {
    rmSync(objects, { recursive: true, force: true })
  }
}

function sourcesUnder(folder) {
  // The assembler file speeds up AES on ARM. The core refers to it there, so it must be linked although we never encrypt.
  const wanted = process.arch === 'arm64' ? /\.cpp$|armx\.S$/ : /\.cpp$/
  return readdirSync(folder, { recursive: true })
    .filter((file) => wanted.test(file))
    .sort((a, b) => (a < b ? -1 : 1))
    .map((file) => join(folder, file))
}

function flagsFor(source) {
  return source.endsWith('.S') ? ['-x', 'assembler-with-cpp', '-march=armv8-a+crypto', '-fPIC'] : flags
}

function run(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(compiler, args, { stdio: ['ignore', 'inherit', 'inherit'] })
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${compiler} ${args.join(' ')} ended with code ${code}`))))
  })
}
