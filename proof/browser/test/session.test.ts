import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exerciseIdOf, plannedSetsOf, type Session } from '@holdfast/contract'
import type { Page } from 'playwright-core'
import { inGym, inGymWithKills } from '../lib/gym.ts'
import { gone, openToday, openTodaysSession, sessionOnServer, shown, tick, todayOnServer } from '../lib/lifter.ts'
import { isInJournal } from '../lib/journalIn.ts'
import { holdTime, passUntil, stopTime } from '../lib/pageTime.ts'
import { becomes, until } from '../../../scripts/lib/testing/patience.ts'

const named = ({ actualSets }: Session) => actualSets.map(({ exerciseName, reps, weight }) => [exerciseName, weight?.value, reps])

test(
  'swapped with undo, swapped for good, an exercise added offline, killed: everything is saved, and the server has the names',
  inGymWithKills(async ({ server, network, phone }) => {
    const { page, session } = await openToday({ server, network, phone }, holdTime)
    const [first] = [...session.plan].sort((a, b) => a.order - b.order)
    const working = first!.sets.find(({ setType }) => setType === 'working')!
    await phone.setOffline(true)
    await stopTime(page)
    await swap(page, first!.exerciseId, 'leg press', 'Leg press')
    await page.getByTestId('snackbar-undo').click()
    await shown(page.getByTestId(`exercise-${first!.exerciseId}`))
    await gone(page.getByTestId('snackbar'))
    await page.clock.resume()
    await swap(page, first!.exerciseId, 'hack', 'Hack squat')
    await log(page, working.id, '140', '6')
    const curl = await addExercise(page, 'hammer', 'Hammer curl')
    await log(page, curl, '17.5', '12')
    await phone.kill()

    const again = await phone.start({ offline: true })
    await again.goto(`${network.origin}/session/${session.id}`)
    await shown(again.getByRole('heading', { name: 'Hack squat' }))
    await shown(again.locator(`[data-testid="set-check-${working.id}"][aria-checked="true"]`))
    await shown(again.locator(`[data-testid="set-check-${curl}"][aria-checked="true"]`))
    await again.getByTestId('session-menu').click()
    await shown(again.getByText(`${first!.name} swapped for Hack squat.`))
    await again.getByTestId('session-menu-close').click()
    await phone.setOffline(false)
    await until(async () => (await sessionOnServer(server, session.id)).actualSets.length === 2, 'both sets are on the server')
    const onServer = await sessionOnServer(server, session.id)
    assert.deepEqual(named(onServer), [
      ['Hack squat', 140, 6],
      ['Hammer curl', 17.5, 12],
    ])
    assert.deepEqual(
      onServer.actualSets.map(({ plannedSetId }) => plannedSetId),
      [working.id, null],
    )
  }),
)

test(
  'an exercise is moved up by keys alone, with undo; moved again it is still there after a kill, and the next set follows the order',
  inGymWithKills(async ({ server, network, phone }) => {
    const page = await phone.start()
    await holdTime(page)
    await openTodaysSession(page, network.origin)
    await stopTime(page)
    const { session } = await todayOnServer(server)
    const [first, second] = [...session.plan].sort((a, b) => a.order - b.order)
    const firstTwo = (at: Page) =>
      at
        .getByTestId(/^exercise-menu-/)
        .evaluateAll((menus) => menus.slice(0, 2).map((menu) => menu.getAttribute('data-testid')!.replace('exercise-menu-', '')))
    const moveUp = async () => {
      await page.getByTestId(`exercise-menu-${second!.exerciseId}`).press('Enter')
      await page.getByTestId('exercise-up').press('Enter')
      await until(async () => (await firstTwo(page))[0] === second!.exerciseId, 'it stands first')
    }
    await moveUp()
    await page.getByTestId('snackbar-undo').press('Enter')
    await until(async () => (await firstTwo(page))[0] === first!.exerciseId, 'it is back')
    await moveUp()
    await phone.kill()

    const again = await phone.start()
    await again.goto(`${network.origin}/session/${session.id}`)
    await shown(again.getByTestId('complete-workout'))
    await becomes(() => firstTwo(again), [second!.exerciseId, first!.exerciseId])
    await again.getByTestId('log-next-set').click()
    await until(async () => (await sessionOnServer(server, session.id)).actualSets.length === 1, 'the set is on the server')
    assert.equal((await sessionOnServer(server, session.id)).actualSets[0]!.exerciseId, second!.exerciseId)
  }),
)

test(
  'the offer to undo something stays while a pointer or the focus is on it, and goes eight seconds after',
  inGym(async ({ server, network, phone }) => {
    const page = await phone.start()
    await holdTime(page)
    await openTodaysSession(page, network.origin)
    const [set] = plannedSetsOf((await todayOnServer(server)).session.plan)
    await tick(page, set!.id)
    await stopTime(page)
    await page.getByTestId(`set-check-${set!.id}`).click()
    await page.getByTestId('snackbar').hover()
    await page.clock.runFor(60_000)
    await page.getByTestId('snackbar-undo').focus()
    await page.mouse.move(0, 0)
    await page.clock.runFor(60_000)
    await page.getByTestId('snackbar-undo').blur()
    await page.clock.runFor(7_999)
    assert.ok(await page.getByTestId('snackbar').isVisible(), 'it waits for whoever is at it, and its whole time after that')
    await page.clock.runFor(1)
    await gone(page.getByTestId('snackbar'))
  }),
)

test(
  'a ✓ removed by mistake can be restored for eight seconds, and in the menu after a restart',
  inGym(async ({ server, network, phone }) => {
    const { page, session } = await openToday({ server, network, phone }, holdTime)
    const [set] = plannedSetsOf(session.plan)
    await tick(page, set!.id)
    await stopTime(page)
    await page.getByTestId(`set-check-${set!.id}`).click()
    await page.getByTestId('snackbar-undo').click()
    await shown(page.locator(`[data-testid="set-check-${set!.id}"][aria-checked="true"]`))
    await page.getByTestId(`set-check-${set!.id}`).click()
    await shown(page.getByTestId('snackbar'))
    await page.mouse.move(0, 0)
    await page.clock.runFor(7_999)
    assert.ok(await page.getByTestId('snackbar').isVisible())
    await page.clock.runFor(1)
    await gone(page.getByTestId('snackbar'))
    await page.clock.resume()
    await page.reload()
    await page.getByTestId('session-menu').click()
    await page.getByTestId('undo-0').click()
    await shown(page.getByText('Nothing to take back.'))
    await page.getByTestId('session-menu-close').click()
    await shown(page.locator(`[data-testid="set-check-${set!.id}"][aria-checked="true"]`))
    await until(async () => (await sessionOnServer(server, session.id)).actualSets.length === 1, 'it is on the server')
  }),
)

test(
  'the rest begins with the ✓, survives a kill by its deadline, moves by 15 seconds and is skipped',
  inGymWithKills(async ({ server, network, phone }) => {
    const { page, session } = await openToday({ server, network, phone }, holdTime)
    const exercise = session.plan.find(({ restSeconds }) => restSeconds !== null && restSeconds >= 120)!
    await stopTime(page)
    const tickedAtMs = await page.evaluate(() => Date.now())
    await tick(page, exercise.sets[0]!.id)
    // The bar is shown after the paint, and reads the clock four times a second.
    await page.clock.runFor(600)
    assert.equal(await restLeft(page), exercise.restSeconds, 'it ends when the plan says')
    await phone.kill()

    const again = await phone.start()
    await again.clock.install({ time: tickedAtMs + 10_000 })
    await again.goto(`${network.origin}/session/${session.id}`)
    await shown(again.getByTestId('rest-bar'))
    await again.clock.pauseAt(tickedAtMs + 80_000)
    await again.clock.runFor(600)
    assert.equal(await restLeft(again), exercise.restSeconds! - 80, 'the deadline did not move while the app was dead')
    await again.getByTestId('rest-more').click()
    await again.getByTestId('rest-more').click()
    // What was stored in real time is shown in the page's time.
    const endsAtMs = tickedAtMs + (exercise.restSeconds! + 30) * 1_000
    const hasMore = async () => (await restLeft(again)) === Math.ceil((endsAtMs - (await again.evaluate(() => Date.now()))) / 1_000)
    await passUntil(again, hasMore, { what: 'half a minute more', mostMs: 10_000 })
    await again.getByTestId('rest-skip').click()
    await passUntil(again, async () => !(await again.getByTestId('rest-bar').isVisible()), { what: 'the rest is skipped', mostMs: 10_000 })
  }),
)

test(
  'a newly registered lifter without a programme trains: an empty workout, logged and finished offline, killed, reaches the server',
  inGymWithKills(async ({ server, network, phone }) => {
    const page = await phone.start()
    await page.goto(network.origin)
    await page.getByTestId('sign-in-toggle').click()
    await page.getByTestId('sign-in-name').fill('Robin')
    await page.getByTestId('sign-in-email').fill('robin@example.org')
    await page.getByTestId('sign-in-password').fill('correct horse')
    await page.getByTestId('sign-in-submit').click()
    await shown(page.getByTestId('start-empty'))
    await page.evaluate(async () => void (await navigator.serviceWorker.ready))
    await phone.setOffline(true)
    await page.getByTestId('start-empty').click()
    const set = await addExercise(page, 'deadlift', 'Deadlift')
    await log(page, set, '180', '3')
    const own = await addExercise(page, 'Atlas stone', 'Atlas stone', 'exercise-own')
    await log(page, own, '90', '4')
    await page.getByTestId('session-notes').fill('first day')
    await until(() => isInJournal(page, 'first day'), 'the note is stored')
    await phone.kill()

    const again = await phone.start({ offline: true })
    await again.goto(network.origin)
    await again.getByTestId('today-start').click()
    await becomes(() => again.getByTestId('session-notes').inputValue(), 'first day')
    await again.getByTestId('complete-workout').click()
    await becomes(() => again.getByTestId('complete-notes').inputValue(), 'first day')
    await again.getByTestId('complete-save').click()
    await shown(again.getByTestId('complete-success'))
    await phone.setOffline(false)
    await shown(again.locator('[data-testid="complete-mark"][data-mark="server"]'))
    const { accessToken: token } = await server.call('login', { body: { email: 'robin@example.org', password: 'correct horse' } })
    const { sessions } = await server.call('sync', { token, query: { cursor: '0' } })
    assert.deepEqual(
      sessions.map((session) => [session.status, session.programme, session.notes, named(session)]),
      [
        [
          'completed',
          null,
          'first day',
          [
            ['Deadlift', 180, 3],
            ['Atlas stone', 90, 4],
          ],
        ],
      ],
    )
    assert.match(sessions[0]!.title, /workout$/)
    assert.equal(sessions[0]!.actualSets[1]!.exerciseId, exerciseIdOf('Atlas stone'))
  }),
)

test(
  'finished by mistake: Undo continues the workout, and the next finish is the one that counts',
  inGym(async ({ server, network, phone }) => {
    const { page, session } = await openToday({ server, network, phone }, holdTime)
    const [first, second] = plannedSetsOf(session.plan)
    await tick(page, first!.id)
    await page.getByTestId('complete-workout').click()
    await stopTime(page)
    await shown(page.getByText(`${plannedSetsOf(session.plan).length - 1} sets not done`))
    await page.getByTestId('complete-save').click()
    await shown(page.getByTestId('complete-success'))
    await page.getByTestId('snackbar-undo').click()
    await shown(page.getByTestId('complete-save'))
    await page.clock.resume()
    await page.getByTestId('back').click()
    await tick(page, second!.id)
    await page.getByTestId('complete-workout').click()
    await page.getByTestId('complete-save').click()
    await shown(page.locator('[data-testid="complete-mark"][data-mark="server"]'))
    const onServer = await sessionOnServer(server, session.id)
    assert.deepEqual([onServer.status, onServer.actualSets.length], ['completed', 2])
  }),
)

test(
  'a skip is undone: the session is to do again, and the server never received it',
  inGym(async ({ server, network, phone }) => {
    const { page, session } = await openToday({ server, network, phone }, holdTime)
    await page.getByTestId('back').click()
    await phone.setOffline(true)
    await shown(page.getByTestId('offline-banner'))
    await stopTime(page)
    await page.getByTestId('today-skip').click()
    await page.getByTestId('skip-confirm').click()
    await shown(page.getByText('Skipped').first())
    await page.getByTestId('snackbar-undo').click()
    await shown(page.getByTestId('today-start'))
    await page.clock.resume()
    await phone.setOffline(false)
    await gone(page.getByTestId('offline-banner'))
    assert.equal((await sessionOnServer(server, session.id)).status, 'planned')
    assert.deepEqual(
      network.passed.filter(({ path }) => path.endsWith('/skip')),
      [],
    )
  }),
)

/** Swaps an exercise for one found by the typed text. */
async function swap(page: Page, exerciseId: string, typed: string, name: string): Promise<void> {
  await page.getByTestId(`exercise-menu-${exerciseId}`).click()
  await page.getByTestId('exercise-swap').click()
  await page.getByTestId('exercise-search').fill(typed)
  await page.getByTestId('exercise-sheet').getByRole('button', { name, exact: true }).click()
  await shown(page.getByRole('heading', { name, exact: true }))
}

/** Adds an exercise found by the typed text, and answers the id of its first set. */
async function addExercise(page: Page, typed: string, name: string, choice?: string): Promise<string> {
  await page.getByTestId('add-exercise').click()
  await page.getByTestId('exercise-search').fill(typed)
  const sheet = page.getByTestId('add-exercise-sheet')
  await (choice ? sheet.getByTestId(choice) : sheet.getByRole('button', { name, exact: true })).click()
  const check = page
    .getByTestId(`exercise-${exerciseIdOf(name)}`)
    .locator('[data-testid^="set-check-"]')
    .first()
  await shown(check)
  return (await check.getAttribute('data-testid'))!.replace('set-check-', '')
}

async function log(page: Page, setId: string, weight: string, reps: string): Promise<void> {
  await page.getByTestId(`set-weight-${setId}`).fill(weight)
  await page.getByTestId(`set-reps-${setId}`).fill(reps)
  await tick(page, setId)
}

/** How many seconds of the rest are left, as the bar shows them. */
async function restLeft(page: Page): Promise<number> {
  const [, minutes, seconds] = /Rest (\d+):(\d\d)/.exec((await page.getByTestId('rest-left').textContent())!)!
  return Number(minutes) * 60 + Number(seconds)
}
