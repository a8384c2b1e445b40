import type { Session } from '@holdfast/contract'

/** A session outside any programme, as this device makes it: nothing planned, and nothing the server has said of it yet. */
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
