import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Why nothing can be written in this folder, in a few words, or undefined when something can. Makes the folder.
 * @param {string} folder
 */
export function whyNotWritable(folder) {
  try {
    mkdirSync(folder, { recursive: true })
    probe(folder)
    return undefined
  } catch (error) {
    return reasonOf(error)
  }
}

/** What is wrong with the folder for temporary files, in one sentence, or undefined. Everything here uses it. */
export function temporaryProblem(folder = tmpdir()) {
  try {
    probe(folder)
    return undefined
  } catch (error) {
    return `The folder for temporary files, ${folder}, cannot be used: ${reasonOf(error)}. Name another one with TMPDIR.`
  }
}

/**
 * Writes a file and removes it again. Throws what the system says.
 * @param {string} folder
 */
function probe(folder) {
  const inside = mkdtempSync(join(folder, '.holdfast-probe-'))
  try {
    writeFileSync(join(inside, 'probe'), 'holdfast')
  } finally {
    rmSync(inside, { recursive: true })
  }
}

/**
 * What the system says about a file, in words of a person.
 * @param {unknown} error
 */
export function reasonOf(error) {
  if (!(error instanceof Error)) return String(error)
  switch ('code' in error ? error.code : undefined) {
    case 'EEXIST':
    case 'ENOTDIR':
      return 'it, or a part of its path, is a file'
    case 'ENOENT':
      return 'it does not exist'
    case 'EACCES':
    case 'EPERM':
      return 'this account may not write there'
    case 'EROFS':
      return 'the disk is read-only'
    case 'ENOSPC':
    case 'EDQUOT':
      return 'the disk is full'
    default:
      return error.message
  }
}
