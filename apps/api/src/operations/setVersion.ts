import type { ActualSet, PutSetBody } from '@holdfast/contract'
import type { SetVersion } from '../sessions/actualSets.ts'
import { effectiveMs, isoOf, storedInstant } from './arrival.ts'
import type { Arrival } from './arrival.ts'

/** A set as it was sent, made ready to store: ids in lower case, as the database writes them, and its corrected `logged_at`. */
export function setVersionOf(id: string, sent: PutSetBody, operationId: string, arrival: Arrival): SetVersion {
  const loggedAtMs = effectiveMs(sent.logged_at, arrival)
  const set: ActualSet = {
    ...sent,
    id: id.toLowerCase(),
    exerciseId: sent.exerciseId.toLowerCase(),
    plannedSetId: sent.plannedSetId?.toLowerCase() ?? null,
    completedAt: storedInstant(sent.completedAt),
    logged_at: isoOf(loggedAtMs),
  }
  return { set, loggedAtMs, loggedAtSent: sent.logged_at, operationId }
}
