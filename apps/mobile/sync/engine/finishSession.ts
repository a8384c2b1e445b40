import { REASON_CHARACTERS_MAX, storableStart } from '@holdfast/contract'
import type { Saved } from '@holdfast/journal'
import type { Intent } from '@holdfast/outbox'
import type { Engine } from './engine.ts'
import { complete, skip, skipSlot } from '../session/operations.ts'
import { programmeOf } from '../server/programme.ts'
import type { SessionLog } from '../session/sessionLog.ts'
import { proposedTimes, timesBefore, withoutFuture, type WorkoutTimes } from '../session/workoutTimes.ts'

/**
 * Finishes a session with its whole log, in one record: the event and the completion. It is made in its turn, because a ✓ that is not on
 * disk yet (on the web, or in another tab) must be in it. A session that was finished before keeps its times; `asked` are times that the
 * lifter typed. Throws when the session was never started on this device.
 */
export function finishSession(engine: Engine, sessionId: string, whenSaved: (saved: Saved) => void, asked?: WorkoutTimes): void {
  const log = engine.logs.current().logs[sessionId]
  if (!log) throw new Error(`session ${sessionId} was never started on this device`)
  engine.say(
    (logged_at, doneAt) => {
      const now = engine.logs.current().logs[sessionId] ?? log
      const { startedAt, completedAt } = asked ?? finishTimes(engine, now, doneAt)
      return {
        event: { kind: 'sessionFinished', sessionId, startedAt, completedAt, logged_at },
        intent: completionOfLog(engine, { ...now, startedAt }, completedAt, logged_at),
      }
    },
    (saved) => {
      if (saved.saved) engine.commit()
      whenSaved(saved)
    },
  )
}

/** The times of a finish, unless the lifter typed others: those of an earlier finish, else those that the sets show. */
export function finishTimes(engine: Engine, log: SessionLog, now: string): WorkoutTimes {
  const told = programmeOf(engine.queries, engine.account.id)?.sessions[log.sessionId] ?? null
  return timesBefore(log, told) ?? proposedTimes(timedLog(engine, log, now), now)
}

/** A log without the times that cannot be right, as far as this device knows. */
export function timedLog({ deviceClock }: Engine, log: SessionLog, now: string): Pick<SessionLog, 'startedAt' | 'actualSets'> {
  return withoutFuture(log, now, deviceClock.isKnown())
}

/** The completion with the current log, for the newest plan that this device knows. */
export function completionOfLog(engine: Engine, log: SessionLog, completedAt: string, logged_at: string): Intent {
  const known = programmeOf(engine.queries, engine.account.id)?.sessions[log.sessionId]
  return complete(log, Math.max(log.session.planVersion, known?.planVersion ?? 0), completedAt, logged_at)
}

/** Skips a session, with or without a reason. */
export function skipSession(engine: Engine, sessionId: string, typed: string | null, whenSaved: (saved: Saved) => void): void {
  const reason = typed && storableStart(typed, REASON_CHARACTERS_MAX)
  engine.say(
    (logged_at) => ({ event: { kind: 'sessionSkipped', sessionId, reason, logged_at }, intent: skip(sessionId, reason, logged_at) }),
    whenSaved,
  )
}

/**
 * Takes a skip back while it is still on this device, and answers whether it could. A skip in flight, or with a verdict, stays: only a
 * logged set overrides it then.
 */
export function takeSkipBack(engine: Engine, sessionId: string): boolean {
  const state = engine.outbox.stateOf(skipSlot(sessionId))
  if (state?.at !== 'waiting' || !engine.outbox.discard(state.operation.id)) return false
  if (engine.logs.current().logs[sessionId]) engine.record({ kind: 'sessionReopened', sessionId }, null)
  return true
}
