import type { Session } from '@holdfast/contract'
import type { Programme } from './programme.ts'
import type { SessionLogs } from './sessionLog.ts'

/** Every session this device can show: what the server told of, and what was started here and the server has not told back yet. */
export function everySession(programme: Programme | undefined, { logs }: SessionLogs): Session[] {
  const told = programme?.sessions ?? {}
  const own = Object.values(logs).filter(({ unplanned, sessionId }) => unplanned && told[sessionId] === undefined)
  return [...Object.values(told), ...own.map(({ session }) => session)]
}
