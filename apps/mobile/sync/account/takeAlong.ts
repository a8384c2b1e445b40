import { sessionSchema, type Session } from '@holdfast/contract'
import { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import { historyOf } from '../history/followHistory.ts'
import { writeImport } from '../import/writeImport.ts'
import type { TextStore } from '../device/ports.ts'
import { unplannedSession } from '../session/unplannedSession.ts'

const workoutsSchema = z.array(sessionSchema)

const keyOf = (accountId: string): string => `taken_along_${accountId}`

/**
 * Every finished workout as this device shows it, whether the server ever had it or not, as one outside any programme. It keeps its ids, so
 * taking it along twice is taking it along once.
 */
export function finishedWorkouts(engine: Engine): Session[] {
  const history = historyOf(engine)
  const { names } = history.current()
  const { logs } = engine.logs.current()
  return history.views().flatMap((view) => {
    const { id, title, scheduledOn, status, startedAt, completedAt, sessionRpe, notes } = view
    if (status !== 'completed' || startedAt === null || completedAt === null) return []
    const ended = logs[id]?.ended
    const logged_at = (ended?.at === 'finished' ? ended.logged_at : view.logged_at) ?? completedAt
    // The plan that called the exercises by name stays behind.
    const actualSets = view.actualSets.map((set) => {
      const exerciseName = set.exerciseName ?? names.get(set.exerciseId)
      return { ...set, plannedSetId: null, ...(exerciseName === undefined ? {} : { exerciseName }) }
    })
    const finished = { status, startedAt, completedAt, logged_at, sessionRpe, notes, actualSets } as const
    return [{ ...unplannedSession(id, title, scheduledOn), ...finished }]
  })
}

/** Keeps the workouts for an account before it is opened here: a phone that dies in between still has them. */
export async function keepForNext(texts: TextStore, accountId: string, workouts: readonly Session[]): Promise<void> {
  if (workouts.length > 0) await texts.write(keyOf(accountId), JSON.stringify(workouts))
}

/** Writes what was kept for this account to its journal, and goes on where an earlier start was cut off. */
export async function bringIn(texts: TextStore, engine: Engine): Promise<void> {
  const key = keyOf(engine.account.id)
  const text = await texts.read(key)
  if (text === null) return
  const here = engine.logs.current().logs
  const missing = workoutsSchema.parse(JSON.parse(text)).filter(({ id }) => here[id] === undefined)
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))
  const end = await writeImport(engine, missing, { progress() {}, isCancelled: () => false, pause })
  // Storage that is full is asked again at the next start.
  if (end.ended === 'all') await texts.remove(key)
}

export async function forgetTakenAlong(texts: TextStore, accountId: string): Promise<void> {
  await texts.remove(keyOf(accountId))
}
