import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expoExport } from './expo.mjs'
import { filesUnder } from './files.mjs'
import { say } from './say.mjs'

/** Hermes bytecode begins with these eight bytes (hermes/include/hermes/BCGen/HBC/BytecodeFileFormat.h, little endian). */
const hermesMagic = 'c61fbc03c103191f'

/** Names of ours that a whole app holds: the task the system wakes, which only the entry file defines, and the journal. */
const ours = ['holdfast-send', 'holdfast-journal-']
/** What only a test needs. */
const onlyTests = ['@testing-library', 'jest.mock(']

/** Bundles the app for Android and iOS down to Hermes bytecode. Answers undefined, or one sentence about what went wrong. */
export async function nativeBundles({ root, node, limitMs }) {
  const compiler = hermesc(root)
  if (compiler.problem) return compiler.problem
  for (const platform of ['android', 'ios']) {
    const folder = mkdtempSync(join(tmpdir(), `holdfast-${platform}-`))
    try {
      const code = await expoExport({ root, node, platform, folder, limitMs })
      if (code !== 0) return `The ${platform} bundle could not be built: expo export ended with code ${code}.`
      const bundles = filesUnder(join(folder, '_expo')).filter((file) => file.endsWith('.hbc'))
      if (bundles.length === 0) return `The ${platform} export holds no .hbc file.`
      const contents = bundles.map((file) => readFileSync(file))
      const problem = contents.map((bytes) => bundleProblem(bytes, compiler.version)).find(Boolean)
      if (problem) return `The ${platform} bundle ${problem}.`
      const missing = ours.find((name) => !contents.some((bytes) => bytes.includes(name)))
      if (missing) return `The ${platform} bundle does not hold “${missing}”: it is not our app, or not its entry file.`
      say(`${platform}: ${bundles.length} bundle of Hermes bytecode, version ${compiler.version}.`)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  return undefined
}

/** What is wrong with the bytes of a bundle for a Hermes that reads `version`, or undefined. */
export function bundleProblem(bytes, version) {
  const found = bytecodeVersion(bytes)
  if (found === undefined) return 'is not Hermes bytecode'
  if (found !== version) return `is bytecode of version ${found}, and this React Native reads ${version}`
  const test = onlyTests.find((name) => bytes.includes(name))
  return test && `holds “${test}”, which only a test needs`
}

/** The version of Hermes bytecode (the four bytes behind the magic), or undefined when it is none. */
export function bytecodeVersion(bytes) {
  if (bytes.length < 12 || bytes.subarray(0, 8).toString('hex') !== hermesMagic) return undefined
  return bytes.readUInt32LE(8)
}

/** The bytecode version that React Native's own compiler writes: `{ version }`, or `{ problem }` in one sentence. */
function hermesc(root) {
  const reactNative = createRequire(join(root, 'node_modules', 'react-native', 'package.json'))
  const asked = reactNative('./package.json').dependencies['hermes-compiler']
  const found = reactNative('hermes-compiler/package.json').version
  if (asked !== found) return { problem: `React Native asks for hermes-compiler ${asked}, and ${found} is installed.` }
  const bin = { linux: 'linux64-bin', darwin: 'osx-bin', win32: 'win64-bin' }[process.platform]
  const program = join(reactNative.resolve('hermes-compiler/package.json'), '..', 'hermesc', bin ?? '', 'hermesc')
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-hermesc-'))
  try {
    writeFileSync(join(folder, 'one.js'), '1')
    execFileSync(program, ['-emit-binary', '-out', join(folder, 'one.hbc'), join(folder, 'one.js')])
    return { version: bytecodeVersion(readFileSync(join(folder, 'one.hbc'))) }
  } catch (error) {
    return { problem: `React Native’s hermesc cannot run here: ${error.message}` }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
