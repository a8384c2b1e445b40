import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Why the database cannot live in this folder, in one sentence, or undefined when it can. Makes the folder. */
export function dataDirProblem(folder) {
  try {
    mkdirSync(folder, { recursive: true })
    const probe = join(folder, `.probe-${process.pid}`)
    writeFileSync(probe, 'holdfast')
    rmSync(probe)
    return undefined
  } catch (error) {
    return `DATA_DIR ${folder} cannot be used: ${reason(error)}.`
  }
}

function reason(error) {
  switch (error.code) {
    case 'EEXIST':
    case 'ENOTDIR':
      return 'it, or a part of its path, is a file'
    case 'EACCES':
    case 'EPERM':
      return 'this account may not write there'
    case 'EROFS':
      return 'the disk is read-only'
    case 'ENOSPC':
      return 'the disk is full'
    default:
      return error.message
  }
}
