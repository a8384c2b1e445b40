import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { basename, join } from 'node:path'
import { atOnce } from '../../scripts/lib/atOnce.ts'
import { compilerOf } from '../../scripts/lib/compiler.ts'

// Compiles the MMKV core of its npm package and our addon into one Node-API binary. It uses plain g++: node-gyp would need Python, make and
// Node's headers, and the binary runs on every Node with Node-API 8 anyway.

const here = import.meta.dirname
const core = join(here, 'node_modules/mmkv-core-src/MMKV/Core')
const addon = join(here, 'src/addon.cc')
const compiler = compilerOf()

/** The exit code for "not built, because this machine cannot": tests are skipped with a message. With CI=true it is a failure instead. */
export const cannotBuildHere = 3

// NDEBUG because phones run release builds: MMKV's asserts are then off, and a damaged file is processed as far as on a phone.
const flags = ['-std=c++20', '-O2', '-fPIC', '-DNDEBUG', '-DMMKV_EMBED_ZLIB=1', '-DNAPI_CPP_EXCEPTIONS', '-DNAPI_VERSION=8', '-w']
// addon.cc says why the core's clock is wrapped.
const linkFlags = ['-shared', '-Wl,--wrap=time']

/** Where the binary for these sources and flags stands, built or not. The versions are exact pins, so package.json names the core. */
export function binaryPath(): string {
  const { devDependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> }
  const what = JSON.stringify([devDependencies, readFileSync(addon, 'utf8'), flags, linkFlags, compiler, process.platform, process.arch])
  return join(here, 'build', `mmkv-${createHash('sha256').update(what).digest('hex').slice(0, 16)}.node`)
}

/** Builds. Answers a sentence for the person waiting; throws one when the build breaks. */
export async function build(): Promise<string> {
  const binary = binaryPath()
  const startedAt = performance.now()
  const objects = join(here, 'build', `objects-${process.pid}`)
  mkdirSync(objects, { recursive: true })
  try {
    const includes = [core, join(here, 'node_modules/node-addon-api'), join(here, 'node_modules/node-api-headers/include')].map(
      (dir) => `-I${dir}`,
    )
    const sources = [addon, ...sourcesUnder(core)]
    const jobs = sources.map((source, n) => ({ source, object: join(objects, `${n}-${basename(source)}.o`) }))
    await atOnce(Math.min(2, availableParallelism()), jobs, ({ source, object }) =>
      run(['-c', ...flagsFor(source), ...includes, source, '-o', object]),
    )
    // Renamed into place, so that nobody ever loads half a binary.
    const fresh = join(objects, 'linked.node')
    await run([...linkFlags, ...jobs.map(({ object }) => object), '-o', fresh])
    renameSync(fresh, binary)
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
    return `proof/crash: compiled ${sources.length} files into ${basename(binary)} in ${seconds} s.`
  } finally {
    rmSync(objects, { recursive: true, force: true })
  }
}

function sourcesUnder(folder: string): string[] {
  // The assembler speeds up AES on ARM; the core refers to it there, so it must be linked although we never encrypt.
  const wanted = process.arch === 'arm64' ? /\.cpp$|armx\.S$/ : /\.cpp$/
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => wanted.test(file))
    .sort((a, b) => (a < b ? -1 : 1))
    .map((file) => join(folder, file))
}

function flagsFor(source: string): string[] {
  return source.endsWith('.S') ? ['-x', 'assembler-with-cpp', '-march=armv8-a+crypto', '-fPIC'] : flags
}

function run(args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(compiler, args, { stdio: ['ignore', 'inherit', 'inherit'] })
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${compiler} ${args.join(' ')} ended with code ${code}`))))
  })
}
