import type { Session } from '@holdfast/contract'

/** A new session of this device outside any programme, without a plan. The server does not know it yet. */
export function unplannedSession(id: string, title: string, scheduledOn: string): Session {
  return {
    id,
    title,
    programme: null,
    scheduledOn,
    status: 'planned',
    plan: [],
    planVersion: 1,
    actualSets: [],
    sessionRpe: null,
    notes: '',
    startedAt: null,
    completedAt: null,
    skipReason: null,
    logged_at: null,
    version: 0,
    revisionCount: 0,
  }
}
