import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { inGym, inGymWithKills } from '../lib/gym.ts'
import { logEverySet, openToday, shown, showWarmUps, signIn } from '../lib/lifter.ts'
import { becomes, until } from '../../../scripts/lib/testing/patience.ts'

/** Opens a tab by its button: a new load would need the network. */
async function openTab(page: Page, name: string): Promise<void> {
  await page.getByTestId(`tab-${name}`).click()
}

test(
  'a workout finished offline is in the history after the browser was killed, is found by its exercise, and exports every set as it was typed',
  inGymWithKills(async ({ server, network, phone }) => {
    const { page, session } = await openToday({ server, network, phone })
    await phone.setOffline(true)
    await showWarmUps(page)
    const typed = await logEverySet(page, session)
    await page.getByTestId('complete-workout').click()
    await page.getByTestId('complete-save').click()
    await shown(page.getByTestId('complete-success'))
    await phone.kill()

    const again = await phone.start({ offline: true })
    await again.goto(network.origin)
    await shown(again.getByTestId('today-card'))
    await openTab(again, 'history')
    const row = again.getByTestId(`history-session-${session.id}`)
    await shown(row)
    await shown(again.locator(`[data-testid="history-mark-${session.id}"][data-mark="waiting"]`))
    const exercise = session.plan[0]!
    await again.getByTestId('history-search').fill('no such exercise')
    await shown(again.getByTestId('history-empty'))
    await again.getByTestId('history-search').fill(exercise.name.toUpperCase())
    await shown(row)
    await again.getByTestId(`history-exercise-${exercise.exerciseId}`).click()
    await shown(again.getByTestId(`exercise-session-${session.id}`))
    assert.match((await again.getByTestId('exercise-e1rm').getAttribute('aria-label')) ?? '', /^Estimated one-rep max, .* kg/)

    await again.getByTestId('back').click()
    await openTab(again, 'settings')
    await again.getByTestId('settings-data').focus()
    await again.keyboard.press('Enter')
    const csv = await downloaded(again, () => again.getByTestId('data-export-csv').click())
    for (const { weight, reps, rpe } of typed) {
      const line = new RegExp(`,${weight.replace('.', '\\.')},(kg|lb),${reps},${rpe.replace('.', '\\.')},`)
      assert.match(csv, line)
    }
    await again.getByTestId('data-verify').click()
    await shown(again.getByTestId('data-verified'))
    assert.match((await again.getByTestId('data-verified').textContent()) ?? '', /sets, all accounted for/)

    await again.getByTestId('data-import').click()
    const asked = again.waitForEvent('filechooser')
    await again.getByTestId('import-choose').click()
    await (await asked).setFiles({ name: 'holdfast.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await shown(again.getByText('From Holdfast · holdfast.csv'))
    await shown(again.getByText('Nothing new to import'))
    assert.equal(await again.getByText('from what is here').count(), 0)
  }),
)

test(
  'the chosen theme is shown at once, and after a restart without a network; a switch is reached and pressed by the keyboard',
  inGym(async ({ network, phone }) => {
    const page = await phone.start()
    await signIn(page, network.origin)
    await openTab(page, 'settings')
    await page.getByTestId('settings-theme-dark').click()
    await becomes(() => ground(page), 'rgb(0, 0, 0)')
    await page.getByTestId('settings-rpeShown').focus()
    await page.keyboard.press('Space')
    await becomes(() => page.getByTestId('settings-rpeShown').getAttribute('aria-checked'), 'false')

    await phone.setOffline(true)
    await page.reload()
    await shown(page.getByTestId('settings-rpeShown'))
    await becomes(() => page.getByTestId('settings-rpeShown').getAttribute('aria-checked'), 'false')
    await until(async () => (await ground(page)) === 'rgb(0, 0, 0)', 'the theme is dark')
    await page.getByTestId('settings-theme-light').click()
    await becomes(() => ground(page), 'rgb(255, 255, 255)')
  }),
)

/** The colour behind the app. */
function ground(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
}

/** The text of the file that a tap downloads, read from the browser's download folder. */
async function downloaded(page: Page, tap: () => Promise<void>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-e2e-downloads-'))
  const session = await page.context().browser()!.newBrowserCDPSession()
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder })
  const ended = async () => (await readdir(folder)).find((name) => name.endsWith('.csv'))
  try {
    await tap()
    await until(async () => (await ended()) !== undefined, 'the file is downloaded')
    return await readFile(path.join(folder, (await ended())!), 'utf8')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
