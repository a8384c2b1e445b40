import { statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CannotStart } from '../cannotStart.ts'

// What SQLite says of a file that another process holds, and of one that is no database of its own.
const SQLITE_BUSY = 5
const SQLITE_NOTADB = 26

// Every lock that is held. The operating system's lock ends with SQLite's handle, and a handle nobody points to is collected with the garbage.
const held = new Set<DatabaseSync>()

/** Held while this process owns the data folder. */
export type FolderLock = {
  /** False for good once the folder that others find under this path is no longer the one that was taken: moved, replaced or removed. */
  isMine: () => boolean
  /** Also watches a file or folder inside: replaced or removed, the folder is no longer ours. */
  watch: (inside: string) => void
  release: () => void
}

/**
 * Takes the data folder for this process. Two PGlite processes on one folder both open without an error and corrupt it
 * silently, so the second one must not get that far. Throws `CannotStart` when another process holds the folder.
 *
 * The lock is the operating system's own on a file, taken through SQLite, as Node has no call for it. It ends with its process, also by a
 * kill, and it is seen from every container on the volume, where process numbers say nothing: in each of them the server is process 1.
 */
export function lockFolder(folder: string): FolderLock {
  const path = join(folder, 'holdfast.lock')
  const file = takeFile(folder, path)
  // Nothing here may open the lock's file: on POSIX, closing any handle of it gives the lock up. Looking at it is well.
  const taken = new Map([folder, path].map((place) => [place, identityOf(place)]))
  let mine = true
  held.add(file)
  return {
    isMine: () => (mine &&= [...taken].every(([place, identity]) => identity !== null && identity === identityOf(place))),
    watch: (inside) => void taken.set(join(folder, inside), identityOf(join(folder, inside))),
    release() {
      held.delete(file)
      file.close()
    },
  }
}

function takeFile(folder: string, path: string): DatabaseSync {
  const file = new DatabaseSync(path)
  try {
    file.exec('pragma journal_mode = memory; begin exclusive')
    return file
  } catch (error) {
    file.close()
    const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined
    if (code === SQLITE_BUSY) {
      throw new CannotStart(
        `Another Holdfast process is using the data folder ${folder}. Stop it first, or set DATABASE_URL to run several processes.`,
      )
    }
    if (code === SQLITE_NOTADB) {
      throw new CannotStart(`${path} was left by an older version of Holdfast. Make sure that none is running, and remove that file.`)
    }
    throw error
  }
}

/** Which file or folder stands there: null when there is none, or it cannot be looked at. */
function identityOf(place: string): string | null {
  try {
    const { dev, ino } = statSync(place, { bigint: true })
    return `${dev}/${ino}`
  } catch {
    return null
  }
}
