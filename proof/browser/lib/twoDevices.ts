import { randomUUID } from 'node:crypto'
import { plannedSetsOf, type ActualSet, type CompleteBody, type PlannedSet, type Session } from '@holdfast/contract'
import type { Page } from 'playwright-core'
import type { Gym } from './gym.ts'
import { openTodaysSession, shown, tick, todayOnServer } from './lifter.ts'
import { until } from '../../../scripts/lib/testing/patience.ts'

const working = (session: Session): PlannedSet[] => plannedSetsOf(session.plan).filter(({ setType }) => setType === 'working')

/** The set of another device: a planned set with other reps. */
function lifted(session: Session, planned: PlannedSet, reps: number, at: string): ActualSet {
  const exercise = session.plan.find(({ sets }) => sets.some(({ id }) => id === planned.id))!
  const setOrder = plannedSetsOf(session.plan).findIndex(({ id }) => id === planned.id)
  const { id, setType, weight } = planned
  return {
    id,
    exerciseId: exercise.exerciseId,
    plannedSetId: id,
    setType,
    setOrder,
    weight,
    reps,
    rpe: null,
    completedAt: at,
    logged_at: at,
  }
}

/**
 * Two devices, one session: this phone logs its first set and finishes without a network. The other device finishes with its own numbers
 * for that set and two more sets. Then this phone syncs.
 */
export async function finishedTwice({ server, network, phone }: Gym, other: 'earlier' | 'later', opened?: Page) {
  const page = opened ?? (await phone.start())
  await openTodaysSession(page, network.origin)
  const { session, token } = await todayOnServer(server)
  const [first, second, third] = working(session)
  await phone.setOffline(true)
  // For each set the newest statement counts: that of the other device was made before this phone's ✓.
  const earlier = new Date().toISOString()
  await until(() => new Date().toISOString() > earlier, 'this phone’s ✓ is the later one')
  await tick(page, first!.id)
  await page.getByTestId('complete-workout').click()
  const otherFinishes = async (at: string): Promise<void> => {
    const actualSets = [lifted(session, first!, 2, at), lifted(session, second!, 6, at), lifted(session, third!, 6, at)]
    const body: CompleteBody = { startedAt: at, completedAt: at, planVersion: 1, sessionRpe: 8, notes: '', actualSets, logged_at: at }
    await server.call('complete', { token, operationId: randomUUID(), params: { sessionId: session.id }, body })
  }
  if (other === 'earlier') await otherFinishes(earlier)
  await page.getByTestId('complete-save').click()
  await shown(page.getByTestId('complete-success'))
  if (other === 'later') await otherFinishes(new Date().toISOString())
  await page.getByTestId('complete-done').click()
  await phone.setOffline(false)
  await shown(page.getByTestId(`meeting-${session.id}`))
  return { page, session, first: first!, second: second!, third: third! }
}
