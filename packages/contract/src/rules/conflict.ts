import type { Log } from '../operation.ts'
import type { SessionStatus } from '../session.ts'
import { saysTheSame } from './log.ts'
import { isNewer } from './newest.ts'
import type { Logged } from './newest.ts'

/** The state of a session when an operation arrives. */
export type Standing =
  | { status: 'planned' | 'in_progress' }
  | ({ status: 'skipped'; reason: string | null } & Logged)
  | ({ status: 'completed'; log: Log; autoFinalised: boolean } & Logged)

/** Why a log is stored as a revision. The text is stored, and is the `reason` of the revision. */
export type KeptBecause =
  'a newer log stands' | 'a newer log replaced it' | 'a completion beats a skip' | 'a set was logged' | 'another log was restored'

/** Which of two logs counts, and why the other is stored as a revision. Null if there is nothing to store. */
export type Decision = { stands: 'sent' | 'standing'; keep: KeptBecause | null }

/**
 * A completion arrives. It beats a skip and a log that the server finished by itself. Of two completions of a lifter the newer counts, and the
 * other becomes a revision unless both say the same. Two logs are never blended.
 */
export function completionMeets(sent: Logged & { log: Log }, standing: Standing): Decision {
  switch (standing.status) {
    case 'planned':
    case 'in_progress':
      return { stands: 'sent', keep: null }
    case 'skipped':
      return { stands: 'sent', keep: 'a completion beats a skip' }
    case 'completed': {
      const same = saysTheSame(sent.log, standing.log)
      if (standing.autoFinalised || isNewer(sent, standing)) return { stands: 'sent', keep: same ? null : 'a newer log replaced it' }
      return { stands: 'standing', keep: same ? null : 'a newer log stands' }
    }
  }
}

/** A skip arrives. It is rejected if the session has sets, and loses to a completion. Of two skips the newer counts. */
export function skipMeets(sent: Logged & { reason: string | null }, standing: Standing, liveSets: number): Decision | 'session_has_sets' {
  switch (standing.status) {
    case 'planned':
    case 'in_progress':
      return liveSets > 0 ? 'session_has_sets' : { stands: 'sent', keep: null }
    case 'completed':
      return { stands: 'standing', keep: 'a completion beats a skip' }
    case 'skipped': {
      const same = sent.reason === standing.reason
      if (isNewer(sent, standing)) return { stands: 'sent', keep: same ? null : 'a newer log replaced it' }
      return { stands: 'standing', keep: same ? null : 'a newer log stands' }
    }
  }
}

/** A version of a set arrives, logged or removed. Of two versions the newer counts. Sets do not become revisions. */
export function setMeets(sent: Logged, standing: Logged | undefined): 'sent' | 'standing' {
  return !standing || isNewer(sent, standing) ? 'sent' : 'standing'
}

/** What a logged set does to its session: a planned one starts, a skip becomes a revision, a finished one takes the set and stays finished. */
export function setStarts(status: SessionStatus): { starts: boolean; keep: KeptBecause | null } {
  switch (status) {
    case 'planned':
      return { starts: true, keep: null }
    case 'skipped':
      return { starts: true, keep: 'a set was logged' }
    case 'in_progress':
    case 'completed':
      return { starts: false, keep: null }
  }
}

/**
 * A revision is restored. It counts from the moment of the request, unless something newer was logged since. The log it replaces becomes a
 * revision. A skip is rejected if the session has sets or is finished.
 */
export function restoreMeets(
  sent: Logged & ({ kind: 'completion'; log: Log } | { kind: 'skip'; reason: string | null }),
  standing: Standing,
  liveSets: number,
): Decision | 'session_has_sets' {
  if (sent.kind === 'skip' && (liveSets > 0 || standing.status === 'completed')) return 'session_has_sets'
  const kept = 'another log was restored'
  switch (standing.status) {
    case 'planned':
      return { stands: 'sent', keep: null }
    case 'in_progress':
      return { stands: 'sent', keep: liveSets > 0 ? kept : null }
    case 'skipped': {
      if (sent.kind === 'completion') return { stands: 'sent', keep: 'a completion beats a skip' }
      const same = sent.reason === standing.reason
      return isNewer(sent, standing) ? { stands: 'sent', keep: same ? null : kept } : { stands: 'standing', keep: null }
    }
    case 'completed': {
      const same = sent.kind === 'completion' && saysTheSame(sent.log, standing.log)
      if (standing.autoFinalised || isNewer(sent, standing)) return { stands: 'sent', keep: same ? null : kept }
      return { stands: 'standing', keep: null }
    }
  }
}
