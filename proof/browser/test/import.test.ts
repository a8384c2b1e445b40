import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import type { Session } from '@holdfast/contract'
import type { Page } from 'playwright-core'
import { inGym, inGymWithKills } from '../lib/gym.ts'
import { shown, signIn } from '../lib/lifter.ts'
import { becomes, until } from '../../../scripts/lib/testing/patience.ts'
import type { Server } from '../lib/server.ts'

const exportsDir = path.resolve(import.meta.dirname, '../../../apps/mobile/test/exports')

/** Answers a real browser's file dialogue with a file. */
async function chooseFile(page: Page, name: string, text: string): Promise<void> {
  const asked = page.waitForEvent('filechooser')
  await page.getByTestId('import-choose').click()
  const chooser = await asked
  assert.ok(await chooser.element().evaluate((input) => input.isConnected), 'Safari on iOS answers only inputs of the document')
  await chooser.setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  await until(async () => (await page.locator('input[type=file]').count()) === 0, 'the input is gone')
}

async function importedOnServer(server: Server, title: string): Promise<Session | undefined> {
  const { accessToken: token } = await server.call('demo')
  const { sessions } = await server.call('sync', { token, query: { cursor: '0' } })
  return sessions.find((session) => session.title === title)
}

test(
  'imported offline from Strong’s columns: a summary first, a question about the unit, the bad row reported; online the server gets the sets, and a second import changes nothing',
  inGymWithKills(async ({ server, network, phone }) => {
    const page = await phone.start()
    await signIn(page, network.origin)
    await phone.setOffline(true)
    await page.goto(`${network.origin}/import`)
    const file = await readFile(path.join(exportsDir, 'strong-ios-classic.csv'), 'utf8')
    const bad = `${file}2025-01-17 18:47:56,"Evening ""Legs""",1h 7m,Shrug,1,100,1000,0,0,,,\n`
    await chooseFile(page, 'strong.csv', bad)
    await shown(page.getByText('1 workout, 4 sets, 17 Jan 2025'))
    await shown(page.getByText('Row 8: 1000 reps is above 999'))
    await becomes(() => page.getByTestId('import-start').getAttribute('aria-disabled'), 'true')
    await page.getByTestId('import-unit-lb').click()
    await shown(page.getByText('1 workout to import'))
    await page.getByTestId('import-start').click()
    await shown(page.getByTestId('import-result').getByText('1 workout saved in this browser'))

    await phone.kill()
    const again = await phone.start({ offline: true })
    await again.goto(`${network.origin}/import`)
    await chooseFile(again, 'strong.csv', bad)
    await again.getByTestId('import-unit-lb').click()
    await shown(again.getByText('Nothing new to import'))
    await shown(again.getByText('1 already here'))

    assert.equal(await importedOnServer(server, 'Evening "Legs"'), undefined)
    await phone.setOffline(false)
    await until(async () => (await importedOnServer(server, 'Evening "Legs"')) !== undefined, 'the workout is on the server')
    const session = (await importedOnServer(server, 'Evening "Legs"'))!
    const sets = session.actualSets.map(({ exerciseName, setType, weight, reps, rpe }) => [
      exerciseName,
      setType,
      weight?.value ?? null,
      weight?.unit ?? null,
      reps,
      rpe,
    ])
    assert.deepEqual(sets, [
      ['Squat (Barbell)', 'warmup', 60, 'lb', 5, null],
      ['Squat (Barbell)', 'working', 100, 'lb', 5, 8],
      ['Squat (Barbell)', 'drop', 75, 'lb', 12, null],
      ['Pull Up', 'failure', null, null, 9, 10],
    ])
    assert.deepEqual(
      [session.status, session.scheduledOn, session.logged_at, session.programme],
      ['completed', '2025-01-17', session.completedAt, null],
    )
  }),
)

test(
  'a file that is no export is rejected with an explanation, and nothing is imported',
  inGym(async ({ network, phone }) => {
    const page = await phone.start()
    await signIn(page, network.origin)
    await page.goto(`${network.origin}/import`)
    for (const [text, words] of [
      ['', 'This file is empty'],
      ['%PDF-1.4', 'This is not a CSV file'],
      ['name,age\nAlex,30\n', 'This file is not from Strong or Hevy'],
      [
        'title,start_time,exercise_title\n',
        'This looks like an export of Hevy, without set_type, reps and weight_kg. Export again, and choose the file as it is.',
      ],
    ] as const) {
      await chooseFile(page, 'file.csv', text)
      await shown(page.getByText(words))
    }
    // Handing a file of 20 MB to the browser takes longer than the rest of the test, so its size is faked.
    await page.evaluate(() => Object.defineProperty(File.prototype, 'size', { get: () => 20 * 1024 * 1024 + 1 }))
    await chooseFile(page, 'file.csv', 'anything')
    await shown(page.getByText('This file is too large'))
    assert.equal(await page.getByTestId('import-start').count(), 0)
  }),
)
