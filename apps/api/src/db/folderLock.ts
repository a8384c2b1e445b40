import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { CannotStart } from '../cannotStart.ts'

/** Held while this process owns the data folder. */
export type FolderLock = { release: () => void }

/**
 * Takes the data folder for this process. Two PGlite processes on one folder both open without an error and corrupt it
 * silently, so the second one must not get that far. Throws `CannotStart` when a living process holds the folder.
 */
export function lockFolder(folder: string): FolderLock {
  const path = `${folder}/holdfast.lock`
  const mine = JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) })
  if (!createLock(path, mine)) {
    takeOver(folder, path)
    if (!createLock(path, mine)) throw held(folder, null)
  }
  return {
    release() {
      if (read(path) === mine) rmSync(path, { force: true })
    },
  }
}

// Exclusive creation decides: of two processes, one succeeds.
function createLock(path: string, content: string): boolean {
  try {
    writeFileSync(path, content, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

// Two processes may find the same dead lock. Renaming takes it for one of them; whoever moved a lock that is not the
// dead one it read has taken a living one, gives it back and leaves.
function takeOver(folder: string, path: string): void {
  const found = read(path)
  if (found === null) return
  const owner = ownerOf(found)
  if (owner !== null && lives(owner)) throw held(folder, owner.pid)
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  if (read(aside) !== found) {
    renameSync(aside, path)
    throw held(folder, null)
  }
  rmSync(aside, { force: true })
}

type Owner = { pid: number; startedAt: string | null }

function lives(owner: Owner): boolean {
  if (owner.pid === process.pid) return false
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    // ESRCH: nobody there. EPERM: somebody else's process, but alive.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  // After a reboot another process may carry the old number.
  return owner.startedAt === null || owner.startedAt === startOf(owner.pid)
}

/** When the process began, as Linux counts it: boot id and clock ticks. Null on systems without /proc. */
function startOf(pid: number): string | null {
  const boot = read('/proc/sys/kernel/random/boot_id')
  const stat = read(`/proc/${pid}/stat`)
  if (boot === null || stat === null) return null
  // Field 22, counted after the command name, which may itself hold spaces.
  return `${boot.trim()}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`
}

// A lock that cannot be read as one was being written when its process died.
function ownerOf(content: string): Owner | null {
  try {
    const owner = JSON.parse(content) as Partial<Owner> | null
    return typeof owner?.pid === 'number' ? { pid: owner.pid, startedAt: owner.startedAt ?? null } : null
  } catch {
    return null
  }
}

function held(folder: string, pid: number | null): CannotStart {
  const who = pid === null ? 'Another Holdfast process' : `Another Holdfast process (pid ${pid})`
  return new CannotStart(`${who} is using the data folder ${folder}. Stop it first, or set DATABASE_URL to run several processes.`)
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
