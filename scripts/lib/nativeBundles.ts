import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expoExport } from './expo.ts'
import { filesUnder } from './files.ts'
import type { Found, Missing } from './missing.ts'
import { say } from './say.mjs'

/** Hermes bytecode begins with these eight bytes (hermes/include/hermes/BCGen/HBC/BytecodeFileFormat.h, little endian). */
const hermesMagic = 'c61fbc03c103191f'

/** What React Native ships of its compiler. */
const hermescs: Record<string, string> = {
  'linux x64': 'linux64-bin/hermesc',
  'darwin arm64': 'osx-bin/hermesc',
  'darwin x64': 'osx-bin/hermesc',
  'win32 x64': 'win64-bin/hermesc.exe',
}

type Place = { root: string; node: string; limitMs: number }

/** What was found of Hermes' compiler: the version of the bytecode it writes. */
type Compiler = Found & { version?: number | undefined }

/** Names of ours that a whole app holds: the task the system wakes, which only the entry file defines, and the journal. */
const ours = ['holdfast-send', 'holdfast-journal-']
/** What only a test needs. */
const onlyTests = ['@testing-library', 'jest.mock(']

/** Bundles the app for Android and iOS down to Hermes bytecode. Answers `{}`, `{ problem }` in one sentence, or `{ missing }` for countMissing. */
export async function nativeBundles({ root, node, limitMs }: Place): Promise<Found> {
  const compiler = hermesc(root)
  if (compiler.problem || compiler.missing) return compiler
  for (const platform of ['android', 'ios'] as const) {
    const problem = await nativeBundle({ root, node, platform, limitMs, version: compiler.version })
    if (problem) return { problem }
  }
  return {}
}

/** Bundles for one platform. Answers undefined, or one sentence about what went wrong. */
async function nativeBundle(how: Place & { platform: 'android' | 'ios'; version: number | undefined }): Promise<string | undefined> {
  const { root, node, platform, limitMs, version } = how
  const folder = mkdtempSync(join(tmpdir(), `holdfast-${platform}-`))
  try {
    const code = await expoExport({ root, node, platform, folder, limitMs })
    if (code !== 0) return `The ${platform} bundle could not be built: expo export ended with code ${code}.`
    const bundles = filesUnder(join(folder, '_expo')).filter((file) => file.endsWith('.hbc'))
    if (bundles.length === 0) return `The ${platform} export holds no .hbc file.`
    const contents = bundles.map((file) => readFileSync(file))
    const problem = contents.map((bytes) => bundleProblem(bytes, version)).find(Boolean)
    if (problem) return `The ${platform} bundle ${problem}.`
    const missing = ours.find((name) => !contents.some((bytes) => bytes.includes(name)))
    if (missing) return `The ${platform} bundle does not hold “${missing}”: it is not our app, or not its entry file.`
    say(`${platform}: ${bundles.length} bundle of Hermes bytecode, version ${version}.`)
    return undefined
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What is wrong with the bytes of a bundle for a Hermes that reads `version`, or undefined. */
export function bundleProblem(bytes: Buffer, version: number | undefined): string | undefined {
  const found = bytecodeVersion(bytes)
  if (found === undefined) return 'is not Hermes bytecode'
  if (found !== version) return `is bytecode of version ${found}, and this React Native reads ${version}`
  const test = onlyTests.find((name) => bytes.includes(name))
  return test && `holds “${test}”, which only a test needs`
}

/** The version of Hermes bytecode (the four bytes behind the magic), or undefined when it is none. */
export function bytecodeVersion(bytes: Buffer): number | undefined {
  if (bytes.length < 12 || bytes.subarray(0, 8).toString('hex') !== hermesMagic) return undefined
  return bytes.readUInt32LE(8)
}

/** The bytecode version that React Native's own compiler writes: `{ version }`, `{ problem }` or `{ missing }`. */
function hermesc(root: string): Compiler {
  const reactNative = createRequire(join(root, 'node_modules', 'react-native', 'package.json'))
  const asked = reactNative('./package.json').dependencies['hermes-compiler']
  const found = reactNative('hermes-compiler/package.json').version
  if (asked !== found) return { problem: `React Native asks for hermes-compiler ${asked}, and ${found} is installed.` }
  return compileWith(join(reactNative.resolve('hermes-compiler/package.json'), '..', 'hermesc'))
}

/** Compiles one line with the hermesc of this folder for this system. It ships for some; where it is not made for this one it is missing. */
export function compileWith(hermescFolder: string, platform: string = process.platform, arch: string = process.arch): Compiler {
  const program = hermescs[`${platform} ${arch}`]
  if (!program) return { missing: missingHermes(`React Native ships its compiler hermesc for no ${platform} on ${arch}.`) }
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-hermesc-'))
  try {
    writeFileSync(join(folder, 'one.js'), '1')
    const args = ['-emit-binary', '-out', join(folder, 'one.hbc'), join(folder, 'one.js')]
    const { status, error, stderr } = spawnSync(join(hermescFolder, program), args, { encoding: 'utf8' })
    if (error) return { missing: missingHermes(`React Native’s hermesc does not start here: ${error.message}.`) }
    if (status !== 0) return { problem: `React Native’s hermesc ended with code ${status}: ${stderr.trim()}` }
    return { version: bytecodeVersion(readFileSync(join(folder, 'one.hbc'))) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function missingHermes(why: string): Missing {
  return {
    what: 'Hermes compiler',
    why,
    bring: 'run this step on Linux on x64 with glibc, on macOS or on Windows; HOLDFAST_SKIP_NATIVE=1 leaves it out.',
    unchecked: 'the Android and iOS bundles; their projects are checked.',
  }
}
