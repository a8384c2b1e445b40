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
  /** Here already, and neither what is here nor what it was before it was edited here. What is here stays. */
  differing: readonly Session[]
}

type Content = Parameters<typeof contentOf>[0]

/** What is here of a workout, and what it was before it was edited on this device. */
type Known = Content & { before?: Content }

/** Sorts the workouts of a file by what `known` has of them. Pure: the dry run, and what the import goes by. */
export function importPlanOf(workouts: readonly ExportedWorkout[], known: (sessionId: string) => Known | null): ImportPlan {
  const fresh: Session[] = []
  const differing: Session[] = []
  let alreadyHere = 0
  for (const workout of workouts) {
    const session = importedSession(workout)
    const here = known(session.id)
    if (!here) fresh.push(session)
    else if ([here, here.before ?? here].some((one) => contentOf(one) === contentOf(session))) alreadyHere++
    else differing.push(session)
  }
  return { fresh, alreadyHere, differing }
}

/** What this device has of a session: its own log, else the server's copy. */
export function knownHere(engine: Engine): (sessionId: string) => Known | null {
  const { logs } = engine.logs.current()
  const programme = programmeOf(engine.queries, engine.account.id)
  return (sessionId) => {
    const log = logs[sessionId]
    if (!log) return programme?.sessions[sessionId] ?? null
    const completedAt = log.ended?.at === 'finished' ? log.ended.completedAt : null
    return { actualSets: Object.values(log.actualSets), notes: log.notes, startedAt: log.startedAt, completedAt, before: log.session }
  }
}
