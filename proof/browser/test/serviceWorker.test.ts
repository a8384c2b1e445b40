import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { inGym, inGymWithKills } from '../lib/gym.ts'
import { openToday, openTodaysSession, sessionOnServer, shown, signIn, tick, todayOnServer, workingSets } from '../lib/lifter.ts'
import { until } from '../../../scripts/lib/testing/patience.ts'
import { webDir } from '../lib/server.ts'

test(
  'the server is down for good: every address opens cold, without a network, from the browser’s cache',
  inGymWithKills(async ({ server, network, phone }) => {
    const { page, session } = await openToday({ server, network, phone })
    await tick(page, workingSets(session)[0]!.id)
    await until(async () => (await sessionOnServer(server, session.id)).actualSets.length === 1, 'the set is on the server')
    await phone.kill()
    await network.stop()
    const again = await phone.start()
    const complaints: string[] = []
    again.on('pageerror', ({ message }) => complaints.push(message))
    for (const [address, what] of [
      ['/', 'today-card'],
      [`/session/${session.id}`, 'complete-workout'],
      [`/session/complete?sessionId=${session.id}`, 'complete-save'],
      [`/session/revisions/${session.id}`, 'revisions-load'],
      [`/exercise/${session.plan[0]!.exerciseId}`, 'exercise-name'],
      ['/history', 'history'],
      ['/sync', 'sync-standing'],
      ['/settings', 'settings-data'],
      ['/data', 'data-export-json'],
      ['/import', 'import-choose'],
    ] as const) {
      await again.goto(`${network.origin}${address}`)
      await shown(again.getByTestId(what))
    }
    assert.deepEqual(complaints, [])
  }),
)

test(
  'without service workers, an app that was opened with a network opens a workout without one',
  inGym(async ({ network, phone }) => {
    const page = await phone.start()
    await page.addInitScript(() => {
      navigator.serviceWorker.register = () => Promise.reject(new Error('refused'))
    })
    await page.goto(network.origin)
    await page.getByTestId('sign-in-demo').click()
    await shown(page.getByTestId('today-start'))
    const hasChunksAhead = () =>
      page.evaluate(() =>
        [...document.querySelectorAll<HTMLLinkElement>('link[rel=prefetch]')].every(
          ({ href }) => performance.getEntriesByName(href).length > 0,
        ),
      )
    await until(hasChunksAhead, 'every chunk was fetched ahead')
    await phone.setOffline(true)
    await page.getByTestId('today-start').click()
    await shown(page.getByTestId('complete-workout'))
  }),
)

test(
  'a new version during a workout waits: nothing reloads, the workout goes on, and the next start has it',
  inGymWithKills(async ({ server, network, phone }) => {
    const { page, session } = await openToday({ server, network, phone })
    const [first, second] = workingSets(session)
    await tick(page, first!.id)
    await page.evaluate(() => Object.assign(window, { sameDocument: true }))
    network.serve(await newVersion())
    await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())!.update()))
    await until(
      () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.waiting !== null),
      'the new version is installed and waits',
    )
    await tick(page, second!.id)
    assert.equal(await page.evaluate(() => 'sameDocument' in window), true, 'the page was not reloaded')
    assert.equal(await page.evaluate(async () => (await caches.keys()).length), 2, 'the old version still has its files')
    await until(async () => (await sessionOnServer(server, session.id)).actualSets.length === 2, 'both sets are on the server')

    await phone.kill()
    const again = await phone.start({ offline: true })
    await again.goto(`${network.origin}/session/${session.id}`)
    await shown(again.locator(`[data-testid="set-check-${second!.id}"][aria-checked="true"]`))
    assert.equal(await again.locator('meta[name="next"]').count(), 1, 'the next start has the new version')
  }),
)

test(
  'the browser finds no reason against installing the app',
  // In a profile: in the shared browser every phone is an incognito window, where nothing can be installed.
  inGymWithKills(async ({ network, phone }) => {
    const page = await phone.start()
    await signIn(page, network.origin)
    const browser = await page.context().newCDPSession(page)
    const manifest = await browser.send('Page.getAppManifest')
    assert.deepEqual(manifest.errors, [])
    assert.equal(manifest.url, `${network.origin}/manifest.json`)
    const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors')
    assert.deepEqual(installabilityErrors, [])
  }),
)

test(
  'once the first set is logged the browser is asked to keep the storage',
  inGym(async ({ server, network, phone }) => {
    const page = await phone.start()
    await page.addInitScript(() => {
      const asked = navigator.storage.persist.bind(navigator.storage)
      Object.assign(window, { asked: 0 })
      navigator.storage.persist = () => {
        ;(window as unknown as { asked: number }).asked++
        return asked()
      }
    })
    const asked = () => page.evaluate(() => (window as unknown as { asked: number }).asked)
    await openTodaysSession(page, network.origin)
    assert.equal(await asked(), 0, 'nobody is asked before there is something to keep')
    const [first, second] = workingSets((await todayOnServer(server)).session)
    await tick(page, first!.id)
    await until(async () => (await asked()) === 1, 'it was asked')
    await tick(page, second!.id)
    assert.equal(await asked(), 1, 'once is enough')
  }),
)

/** The files of the next version: the page carries a mark, and the worker another version. */
async function newVersion(): Promise<Readonly<Record<string, string>>> {
  const page = await readFile(path.join(webDir(), 'index.html'), 'utf8')
  const worker = await readFile(path.join(webDir(), 'sw.js'), 'utf8')
  const next = page.replace('<head>', '<head><meta name="next" />')
  return {
    '/index.html': next,
    '/sw.js': worker.replace(/holdfast-[0-9a-f]{16}/, 'holdfast-0123456789abcdef').replace(integrityOf(page), integrityOf(next)),
  }
}

const integrityOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`
