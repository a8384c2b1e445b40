import { randomUUID } from 'node:crypto'
import type { ActualSet } from '@holdfast/contract'
import type { Entry, Journal } from '@holdfast/journal'
import { complete, putSet } from '../../../apps/mobile/sync/session/operations.ts'
import { applyEvent, foldEvents, type SessionLog } from '../../../apps/mobile/sync/session/sessionLog.ts'
import { setIdentity } from '../../../apps/mobile/sync/session/setIdentity.ts'
import { unplannedSession } from '../../../apps/mobile/sync/session/unplannedSession.ts'
import type { LifterEvent } from '../../../apps/mobile/sync/session/lifterEvent.ts'

const EXERCISES = ['Squat', 'Bench Press', 'Barbell Row', 'Overhead Press', 'Deadlift'].map((name) => ({ exerciseId: randomUUID(), name }))
const SETS = 4
/** One workout in six is finished: its completion supersedes its sets, so only the completion waits. */
const FINISHED = 6
const DAY_MS = 86_400_000
/** Before the week that Today shows. */
const LAST_DAYS_AGO = 14

/**
 * Writes the journal of a lifter who trains without a programme while the server is unreachable: workouts of five exercises with four sets,
 * one a day until two weeks ago, until `waiting` operations wait. The journal must complete at once. Answers how many workouts that took.
 */
export function logBacklog(journal: Pick<Journal, 'append'>, waiting: number, nowMs: number): number {
  const workouts = workoutsOf(waiting)
  for (const [index, operations] of workouts.entries()) {
    const startedMs = nowMs - (LAST_DAYS_AGO + workouts.length - index) * DAY_MS
    for (const entry of workout(operations, startedMs)) journal.append(entry)
  }
  return workouts.length
}

/** How many operations of each workout wait: one of a finished one, otherwise one per set. */
function workoutsOf(waiting: number): number[] {
  const workouts: number[] = []
  for (let left = waiting; left > 0; left -= workouts.at(-1)!) {
    const isFinished = workouts.length % FINISHED === FINISHED - 1
    workouts.push(isFinished ? 1 : Math.min(left, EXERCISES.length * SETS))
  }
  return workouts
}

function* workout(waiting: number, startedMs: number): Generator<Entry> {
  const isFinished = waiting === 1
  const at = (minutes: number) => new Date(startedMs + minutes * 60_000).toISOString()
  const session = unplannedSession(randomUUID(), 'Full body', at(0).slice(0, 10))
  const sessionId = session.id
  let logs = foldEvents([])
  const log = (): SessionLog => logs.logs[sessionId]!
  const done = (event: LifterEvent): LifterEvent => {
    logs = applyEvent(logs, event)
    return event
  }
  const operation = (intent: object, minutes: number) => ({ ...intent, id: randomUUID(), createdAt: startedMs + minutes * 60_000 })

  yield { event: done({ kind: 'sessionStarted', sessionId, session, startedAt: at(0), unplanned: true }) }
  for (const exercise of EXERCISES) {
    const { exerciseId } = exercise
    const sets = Array.from({ length: SETS }, () => ({ id: randomUUID(), exerciseId, setType: 'working' as const, key: exerciseId }))
    yield { event: done({ kind: 'exerciseAdded', sessionId, exercise: { ...exercise, restSeconds: 120 }, sets }) }
  }
  const logged = isFinished ? log().addedSets : log().addedSets.slice(0, waiting)
  for (const [index, { id }] of logged.entries()) {
    const minutes = 3 * (index + 1)
    const set: ActualSet = {
      ...setIdentity(id, [], log()),
      weight: { value: 60 + 2.5 * (index % 8), unit: 'kg' },
      reps: 5,
      rpe: 8,
      completedAt: at(minutes),
      logged_at: at(minutes),
    }
    const rest = { startedAtMs: startedMs + minutes * 60_000, endsAtMs: startedMs + (minutes + 2) * 60_000 }
    yield { event: done({ kind: 'setCompleted', sessionId, set, rest }), enqueue: operation(putSet(log(), set), minutes) }
  }
  if (!isFinished) return
  const endedAt = at(70)
  const event = done({ kind: 'sessionFinished', sessionId, completedAt: endedAt, logged_at: endedAt })
  yield { event, enqueue: operation(complete(log(), 1, endedAt, endedAt), 70) }
}
