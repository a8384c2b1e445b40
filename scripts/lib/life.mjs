import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

// Whether a process that wrote its name down is the one that runs under that number now. A number alone proves nothing: it is given again
// to another process, and in another container it names another one.

/**
 * Who a process is. `start` is when it started, in the kernel's ticks, where the system tells it.
 * @typedef {{ pid: number, start: string | undefined }} Identity
 */

/**
 * @param {number} pid
 * @returns {Identity}
 */
export function identityOf(pid) {
  return { pid, start: startOf(pid) }
}

/** Where process numbers mean the same: this boot of this machine, and this container. */
export function processSpace() {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}

/**
 * `alive`, `dead`, or `unknown` where the system does not tell enough, of a process in this process space.
 * @param {Identity} identity
 */
export function lifeOf({ pid, start }) {
  if (!exists(pid)) return 'dead'
  const now = startOf(pid)
  if (now === ended) return 'dead'
  if (start === undefined || now === undefined) return 'unknown'
  return now === start ? 'alive' : 'dead'
}

/** @param {number} pid */
function exists(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const ended = 'ended'

/**
 * Field 22 of /proc/<pid>/stat; the name in field 2 may hold spaces and brackets. A zombie has ended and waits for its parent.
 * @param {number} pid
 */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? ended : fields[19]
  } catch {
    return undefined
  }
}
