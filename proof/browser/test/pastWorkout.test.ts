import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Session } from '@holdfast/contract'
import type { Page } from 'playwright-core'
import { inGym, type Gym } from '../lib/gym.ts'
import { openTodaysSession, sessionOnServer, shown, signIn, tick } from '../lib/lifter.ts'
import { until } from '../../../scripts/lib/testing/patience.ts'

/** A finished workout of the demo lifter from before today. */
async function finishedOnServer({ server }: Gym): Promise<Session> {
  const { accessToken: token } = await server.call('demo')
  const { sessions } = await server.call('sync', { token, query: { cursor: '0' } })
  const [session] = sessions.filter(({ status }) => status === 'completed').sort((a, b) => b.scheduledOn.localeCompare(a.scheduledOn))
  assert.ok(session, 'the demo lifter has finished a workout')
  return session
}

const timesOf = ({ startedAt, completedAt }: Session) => ({ startedAt, completedAt })

async function openInHistory(page: Page, { id }: Session): Promise<void> {
  await page.getByTestId('tab-history').click()
  await page.getByTestId(`history-session-${id}`).click()
}

/** What the list shows of a workout: its title, its day, its length, its volume. */
async function inHistory(page: Page, { id }: Session): Promise<{ words: string; above: string | null }> {
  await page.getByTestId('tab-history').click()
  const row = page.getByTestId(`history-session-${id}`)
  await shown(row)
  return {
    words: (await row.getAttribute('aria-label'))!,
    above: await row.evaluate((element) => element.parentElement?.previousElementSibling?.textContent ?? null),
  }
}

/** Corrects one set of the open workout, saves it, and waits until the server has it. `atEnd` runs on the page that saves. */
async function correct({ server }: Gym, page: Page, session: Session, reps: number, atEnd?: () => Promise<void>): Promise<Session> {
  const { id } = session.actualSets.find(({ setType }) => setType === 'working')!
  assert.match((await page.getByTestId('session-day').textContent()) ?? '', /^\w{3} \d+ \w{3}/)
  assert.equal(await page.getByTestId('complete-workout').textContent(), 'Save changes')
  await page.getByTestId(`set-reps-${id}`).fill(String(reps))
  await page.getByTestId('complete-workout').click()
  await shown(page.getByTestId('complete-save'))
  await atEnd?.()
  await page.getByTestId('complete-save').click()
  await shown(page.getByTestId('complete-success'))
  await page.getByTestId('complete-done').click()
  const now = () => sessionOnServer(server, session.id)
  const repsOf = ({ actualSets }: Session) => actualSets.find((set) => set.id === id)?.reps
  await until(async () => repsOf(await now()) === reps && (await now()).logged_at !== session.logged_at, 'the server has the correction')
  return await now()
}

test(
  'F1: a past workout that is corrected, on a device that never had it and again on the same one, keeps its start, its end and its position',
  inGym(async (gym) => {
    const page = await gym.phone.start()
    await signIn(page, gym.network.origin)
    const before = await finishedOnServer(gym)
    const listed = await inHistory(page, before)
    await openInHistory(page, before)
    await page.getByTestId('session-edit').click()
    const once = await correct(gym, page, before, 11)
    assert.deepEqual(timesOf(once), timesOf(before))
    await openInHistory(page, before)
    await page.getByTestId('session-edit').click()
    const twice = await correct(gym, page, once, 12)
    assert.deepEqual(timesOf(twice), timesOf(before))
    const { words, above } = await inHistory(page, before)
    const dayAndLength = (label: string) => label.split(', ').slice(0, 3)
    assert.deepEqual([dayAndLength(words), above], [dayAndLength(listed.words), listed.above])
  }),
)

test(
  'F13: the length of a past workout is corrected in the words a person types, and the server gets it',
  inGym(async (gym) => {
    const page = await gym.phone.start()
    await signIn(page, gym.network.origin)
    const before = await finishedOnServer(gym)
    await openInHistory(page, before)
    await page.getByTestId('session-edit').click()
    const after = await correct(gym, page, before, 9, async () => {
      await page.getByTestId('complete-times-change').click()
      await shown(page.locator('[data-testid="complete-start"]:focus'))
      await page.getByTestId('complete-length').fill('two hours')
      await shown(page.getByTestId('complete-times-problem'))
      assert.equal(await page.getByTestId('complete-save').getAttribute('aria-disabled'), 'true')
      await page.getByTestId('complete-length').fill('1 h 10')
    })
    assert.equal(after.startedAt, before.startedAt)
    assert.equal(Date.parse(after.completedAt!) - Date.parse(after.startedAt!), 70 * 60_000)
  }),
)

test(
  'F12: seen from Tokyo or Los Angeles, a workout is on the day it was lifted',
  inGym(async (gym) => {
    const page = await gym.phone.start()
    await signIn(page, gym.network.origin)
    const session = await finishedOnServer(gym)
    const cdp = await page.context().newCDPSession(page)
    const said: string[] = []
    for (const timezoneId of ['UTC', 'Asia/Tokyo', 'America/Los_Angeles', 'Pacific/Auckland']) {
      await cdp.send('Emulation.setTimezoneOverride', { timezoneId })
      await page.reload()
      said.push((await inHistory(page, session)).words)
    }
    assert.deepEqual(
      said,
      Array.from(said, () => said[0]),
    )
    assert.ok(said[0]!.includes(` ${Number(session.scheduledOn.slice(8))} `), said[0])
  }),
)

test(
  'F19: a clock that is set back or forward by an hour does not change the rest',
  inGym(async ({ network, phone }) => {
    const page = await phone.start()
    await openTodaysSession(page, network.origin)
    const check = page.locator('[data-testid^="set-check-"]').first()
    await tick(page, (await check.getAttribute('data-testid'))!.slice('set-check-'.length))
    await shown(page.getByTestId('rest-left'))
    const left = async (): Promise<number> => {
      const [, minutes, seconds] = /^Rest (\d+):(\d{2})$/.exec((await page.getByTestId('rest-left').textContent()) ?? '') ?? []
      return Number(minutes) * 60 + Number(seconds)
    }
    const long = await left()
    for (const byMs of [-3_600_000, 7_200_000]) {
      await page.evaluate((ms) => {
        const before = Date.now
        Date.now = () => before() + ms
      }, byMs)
      // The bar is rendered again with the new clock.
      const then = await left()
      await until(async () => (await left()) !== then, 'the rest goes on')
      assert.ok((await left()) < long && (await left()) > 0, `${await left()} s of ${long} s`)
    }
  }),
)
