import type { Session } from '@holdfast/contract'
import type { Engine } from '../engine.ts'
import { programmeOf } from '../programme.ts'
import { contentOf, importedSession } from './importedSession.ts'
import type { ExportedWorkout } from './workouts.ts'

/** What an import would do: which workouts are new, and which are left as they are. */
export type ImportPlan = {
  fresh: readonly Session[]
  /** Here already, with the same content. */
  alreadyHere: number
  /** Here already, and not the same: edited here, or in the other app since. What is here stays. */
  differing: readonly Session[]
}

type Content = Parameters<typeof contentOf>[0]

/** Sorts the workouts of a file by what `known` has of them. Pure: the dry run, and what the import goes by. */
export function importPlanOf(workouts: readonly ExportedWorkout[], known: (sessionId: string) => Content | null): ImportPlan {
  const fresh: Session[] = []
  const differing: Session[] = []
  let alreadyHere = 0
  for (const workout of workouts) {
    const session = importedSession(workout)
    const here = known(session.id)
    if (!here) fresh.push(session)
    else if (contentOf(here) === contentOf(session)) alreadyHere++
    else differing.push(session)
  }
  return { fresh, alreadyHere, differing }
}

/** What this device has of a session: its own log, else the server's copy. */
export function knownHere(engine: Engine): (sessionId: string) => Content | null {
  const { logs } = engine.logs.current()
  const programme = programmeOf(engine.queries, engine.account.id)
  return (sessionId) => {
    const log = logs[sessionId]
    if (!log) return programme?.sessions[sessionId] ?? null
    const completedAt = log.ended?.at === 'finished' ? log.ended.completedAt : null
    return { actualSets: Object.values(log.actualSets), notes: log.notes, startedAt: log.startedAt, completedAt }
  }
}
