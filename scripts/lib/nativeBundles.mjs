import { mkdtempSync, openSync, closeSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expoExport } from './expo.mjs'
import { filesUnder } from './files.mjs'
import { say } from './say.mjs'

/** Hermes bytecode begins with these eight bytes (hermes/include/hermes/BCGen/HBC/BytecodeFileFormat.h, little endian). */
const hermesMagic = 'c61fbc03c103191f'

/** Bundles the app for Android and iOS down to Hermes bytecode. Answers undefined, or one sentence about what went wrong. */
export async function nativeBundles({ root, node, limitMs }) {
  for (const platform of ['android', 'ios']) {
    const folder = mkdtempSync(join(tmpdir(), `holdfast-${platform}-`))
    try {
      const code = await expoExport({ root, node, platform, folder, limitMs })
      if (code !== 0) return `The ${platform} bundle could not be built: expo export ended with code ${code}.`
      const bundles = filesUnder(join(folder, '_expo')).filter((file) => file.endsWith('.hbc'))
      if (bundles.length === 0) return `The ${platform} export holds no .hbc file.`
      const wrong = bundles.find((file) => !isHermes(file))
      if (wrong) return `${wrong} is not Hermes bytecode.`
      say(`${platform}: ${bundles.length} bundle of Hermes bytecode.`)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  return undefined
}

/** True when a file begins as Hermes bytecode does. */
export function isHermes(file) {
  const start = Buffer.alloc(8)
  const handle = openSync(file, 'r')
  try {
    readSync(handle, start, 0, 8, 0)
  } finally {
    closeSync(handle)
  }
  return start.toString('hex') === hermesMagic
}
