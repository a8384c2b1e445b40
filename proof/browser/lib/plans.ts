import { randomUUID } from 'node:crypto'
import { plannedSetsOf, type Plan, type PlannedSet, type Session } from '@holdfast/contract'
import { todayOnServer } from './lifter.ts'
import type { Server } from './server.ts'

/** A plan of barbell exercises with `sets` working sets each, 100 kg × 5. */
export function barbellPlan(exercises: number, sets: number): Plan {
  return Array.from({ length: exercises }, (_, order) => ({
    id: randomUUID(),
    exerciseId: randomUUID(),
    name: `Barbell lift ${order + 1}`,
    order,
    restSeconds: null,
    notes: '',
    sets: Array.from({ length: sets }, () => ({
      id: randomUUID(),
      setType: 'working' as const,
      reps: 5,
      weight: { value: 100, unit: 'kg' as const },
      targetRpe: null,
      isAmrap: false,
    })),
  }))
}

/** Gives today's session another plan, as a coach does. */
export async function planToday(server: Server, plan: Plan): Promise<{ session: Session; sets: readonly PlannedSet[] }> {
  const { session } = await todayOnServer(server)
  const { accessToken: token } = await server.call('login', { body: { email: 'coach@holdfast.app', password: 'holdfast-demo' } })
  await server.call('putPlan', { token, params: { sessionId: session.id }, body: { plan } })
  return { session, sets: plannedSetsOf(plan) }
}
