import type { Programme } from '../server/programme.ts'

const KEEP_MS = 90 * 24 * 3_600_000

/**
 * The programme without the sessions that ended more than 90 days ago. The cursor becomes 0, so the server sends them again with the next
 * pull for which there is space.
 */
export function leaner({ sessions, pulledAt }: Programme, nowMs: number): Programme {
  const kept = Object.entries(sessions).filter(([, { completedAt }]) => completedAt === null || nowMs - Date.parse(completedAt) < KEEP_MS)
  return { cursor: 0, sessions: Object.fromEntries(kept), pulledAt }
}
