import type { Log } from '../operation.ts'
import type { SessionStatus } from '../session.ts'
import { saysTheSame } from './log.ts'
import { isNewer } from './newest.ts'
import type { Logged } from './newest.ts'

/** What stands in a session when an operation arrives. */
export type Standing =
  | { status: 'planned' | 'in_progress' }
  | ({ status: 'skipped'; reason: string | null } & Logged)
  | ({ status: 'completed'; log: Log; autoFinalised: boolean } & Logged)

/** Why a log is kept as a revision. */
export type KeptBecause =
  'a newer log stands' | 'a newer log replaced it' | 'a completion beats a skip' | 'a set was logged' | 'another log was restored'

/** Which of two counts from now on, and the reason the other is kept for; null when there is nothing to keep. */
export type Decision = { stands: 'sent' | 'standing'; keep: KeptBecause | null }

/**
 * A completion arrives. It beats a skip, and a log the server finished by itself. Of two real ones the newer stands, and the
 * other is kept unless it says the same. Nothing is blended.
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

/** A skip arrives. Real work is never skipped away: sets refuse it, a finished session outlives it. Of two skips the newer stands. */
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

/** A version of a set arrives, logged or taken back: of two versions the newer stands. Sets are not kept as revisions. */
export function setMeets(sent: Logged, standing: Logged | undefined): 'sent' | 'standing' {
  return !standing || isNewer(sent, standing) ? 'sent' : 'standing'
}

/** What a logged set does to its session: it starts one, a skip gives way to it, a finished one takes it and stays finished. */
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
 * A kept log is asked back. It stands from the moment it was asked for, unless something newer was logged since; what stood is
 * kept. A skip comes back only where nothing was lifted.
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
