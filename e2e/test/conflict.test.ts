import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { plannedSetsOf, type ActualSet, type CompleteBody, type PlannedSet, type Session } from '@holdfast/contract'
import { inGym, type Gym } from '../lib/gym.ts'
import { gone, openTodaysSession, sessionOnServer, shown, tick, todayOnServer, until } from '../lib/lifter.ts'

const working = (session: Session): PlannedSet[] => plannedSetsOf(session.plan).filter(({ setType }) => setType === 'working')

/** What another device lifted: a planned set with reps of its own. */
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
 * Two devices, one session: this phone logs its first set and finishes without a network; the other device finishes with its
 * own numbers for that set and two sets more. Then this phone is heard.
 */
async function finishedTwice({ server, network, phone }: Gym, other: 'earlier' | 'later') {
  const page = await phone.start()
  await openTodaysSession(page, network.origin)
  const { session, token } = await todayOnServer(server)
  const [first, second, third] = working(session)
  await phone.setOffline(true)
  await tick(page, first!.id)
  await page.getByTestId('complete-workout').click()
  const otherFinishes = async (): Promise<void> => {
    const at = new Date().toISOString()
    const actualSets = [lifted(session, first!, 2, at), lifted(session, second!, 6, at), lifted(session, third!, 6, at)]
    const body: CompleteBody = { startedAt: at, completedAt: at, planVersion: 1, sessionRpe: 8, notes: '', actualSets, logged_at: at }
    await server.call('complete', { token, operationId: randomUUID(), params: { sessionId: session.id }, body })
  }
  if (other === 'earlier') {
    await otherFinishes()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await page.getByTestId('complete-save').click()
  await shown(page.getByTestId('complete-success'))
  if (other === 'later') await otherFinishes()
  await page.getByTestId('complete-done').click()
  await phone.setOffline(false)
  await shown(page.getByTestId(`meeting-${session.id}`))
  return { page, session, first: first!, second: second!, third: third! }
}

test(
  'finished on two devices, this one newer: told, compared, and the missing sets are added',
  inGym(async (gym) => {
    const { page, session, first, second, third } = await finishedTwice(gym, 'earlier')
    await shown(page.getByText('is newer, so we kept this one.'))
    assert.deepEqual(
      (await sessionOnServer(gym.server, session.id)).actualSets.map(({ id }) => id),
      [first.id],
    )
    await page.getByTestId(`meeting-compare-${session.id}`).click()
    await shown(page.getByText('2 sets only in the other version'))
    await shown(page.getByText(/→ 2 reps/))
    await page.getByTestId('revision-add-missing').click()
    const onServer = async () => (await sessionOnServer(gym.server, session.id)).actualSets.map(({ id, reps }) => [id, reps])
    await until(async () => (await onServer()).length === 3, 'the union is on the server')
    assert.deepEqual(await onServer(), [
      [first.id, first.reps],
      [second.id, 6],
      [third.id, 6],
    ])
    await page.goto(`${gym.network.origin}/today`)
    await shown(page.getByTestId('today-card'))
    assert.equal(await page.getByTestId(`meeting-${session.id}`).count(), 0, 'nothing is left to be told')
  }),
)

test(
  'finished on two devices, the other one newer: told, and this phone’s version is made to count again',
  inGym(async (gym) => {
    const { page, session, first } = await finishedTwice(gym, 'later')
    await shown(page.getByText(/Another device's log .* is newer, so that one counts/))
    await page.getByTestId(`meeting-compare-${session.id}`).click()
    await page.getByTestId('revision-use').click()
    const onServer = async () => (await sessionOnServer(gym.server, session.id)).actualSets.map(({ id, reps }) => [id, reps])
    await until(async () => (await onServer()).length === 1, 'this phone’s log counts')
    assert.deepEqual(await onServer(), [[first.id, first.reps]])
    assert.equal((await sessionOnServer(gym.server, session.id)).revisionCount, 2, 'both versions are kept')
  }),
)

test(
  'what was told once and answered with OK is not told again, also not after the browser was killed',
  inGym(async (gym) => {
    const { page, session } = await finishedTwice(gym, 'later')
    await page.getByTestId(`meeting-ok-${session.id}`).click()
    await gone(page.getByTestId(`meeting-${session.id}`))
    await gym.phone.kill()
    const again = await gym.phone.start()
    await again.goto(`${gym.network.origin}/today`)
    await shown(again.getByTestId('today-card'))
    await again.getByTestId('tab-sync').click()
    await again.getByTestId('sync-now').click()
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    assert.equal(await again.getByTestId(`meeting-${session.id}`).count(), 0)
  }),
)
