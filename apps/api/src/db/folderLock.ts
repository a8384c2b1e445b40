import { statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CannotStart } from '../cannotStart.ts'

// SQLite's error codes for a file that another process holds, and for a file that is no database.
const SQLITE_BUSY = 5
const SQLITE_NOTADB = 26

// Every lock that is held. The operating system's lock ends when SQLite's handle is garbage-collected, so a reference is kept here.
const held = new Set<DatabaseSync>()

/** Held while this process owns the data folder. */
export type FolderLock = {
  /** False for good once the folder under this path is not the one that was locked: it was moved, replaced or removed. */
  isMine: () => boolean
  /** Watches a file or folder inside too: once it is replaced or removed, `isMine` is false. */
  watch: (inside: string) => void
  release: () => void
}

/**
 * Locks the data folder for this process. Two PGlite processes on one folder both open it without an error and corrupt it silently. Throws
 * `CannotStart` when another process holds the folder.
 *
 * The lock is the operating system's lock on a file, taken through SQLite, because Node has no call for it. It ends with its process, also
 * after a kill. Every container on the volume sees it. A process number could not do that: in each container the server is process 1.
 */
export function lockFolder(folder: string): FolderLock {
  const path = join(folder, 'holdfast.lock')
  const file = takeFile(folder, path)
  // Nothing here may open the lock file: on POSIX, closing any handle of a file gives its lock up. `stat` is safe.
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

/** Identifies the file or folder at a path. Null when there is none, or when it cannot be read. */
function identityOf(place: string): string | null {
  try {
    const { dev, ino } = statSync(place, { bigint: true })
    return `${dev}/${ino}`
  } catch {
    return null
  }
}
