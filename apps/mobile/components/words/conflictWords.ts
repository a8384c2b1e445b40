import type { OpenConflict } from '../../sync/engine/conflicts.ts'
import { whenWords } from './times.ts'

/**
 * What a lifter reads about a conflict of two logs of one session. The rules have decided already; nothing is asked before the difference
 * is shown.
 */
export function conflictWords({ ours, kept, ownLoggedAt, otherLoggedAt }: OpenConflict, nowMs: number, device: string): string {
  const time = (instant: string | null) => (instant === null ? null : whenWords(Date.parse(instant), nowMs))
  const own = time(ownLoggedAt)
  const other = time(otherLoggedAt)
  const at = (when: string | null) => (when === null ? '' : ` at ${when}`)
  const beside = (when: string | null) => (when === null ? '' : ` (${when})`)
  if (ours === 'skip') {
    return kept === 'this'
      ? `Another device skipped this session too${at(other)}. The skip from this ${device}${beside(own)} is newer, so that one counts.`
      : `Another device finished this session${at(other)}. What was lifted counts; your skip${beside(own)} is kept.`
  }
  if (ours === 'restore')
    return `Another log of this session${beside(other)} is newer than the version you chose, so that one counts. Yours is kept.`
  if (kept === 'other')
    return `Another device's log${beside(other)} is newer, so that one counts. The version from this ${device}${beside(own)} is kept.`
  const isLater = otherLoggedAt !== null && ownLoggedAt !== null && Date.parse(otherLoggedAt) > Date.parse(ownLoggedAt)
  // A finish loses to an older log only if it was a skip: what was lifted wins over a skip, whichever is newer.
  if (isLater) return `Another device skipped this session${at(other)}. You lifted it, so this ${device}'s log${beside(own)} counts.`
  return `Another device finished this session${at(other)}. This ${device}'s log${beside(own)} is newer, so we kept this one.`
}
