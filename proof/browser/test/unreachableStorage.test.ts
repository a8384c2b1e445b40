import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { inGym } from '../lib/gym.ts'
import { asTyped, cells, logSet, openTodaysSession, sessionOnServer, todayOnServer, workingSets } from '../lib/lifter.ts'
import { until } from '../../../scripts/lib/testing/patience.ts'

test(
  'the browser closes its databases: sets are saved before and after, also offline, and all reach the server once, without a reload',
  inGym(async ({ phone, network, server }) => {
    const page = await phone.start()
    await page.addInitScript(watchConnections)
    await openTodaysSession(page, network.origin)
    const { session } = await todayOnServer(server)
    const [a, b, c, d] = workingSets(session)
    const typed = [await logSet(page, a!, 0)]
    await closeConnections(page)
    typed.push(await logSet(page, b!, 1))
    await phone.setOffline(true)
    typed.push(await logSet(page, c!, 2))
    await closeConnections(page)
    typed.push(await logSet(page, d!, 3))
    await closeConnections(page)
    await phone.setOffline(false)
    await until(async () => (await sessionOnServer(server, session.id)).actualSets.length === 4, 'all four are on the server')
    assert.deepEqual(asTyped(await sessionOnServer(server, session.id)), typed)
    for (const set of typed) await page.locator(`[data-testid="set-mark-${set.setId}"][data-mark="server"]`).waitFor()

    await page.reload()
    for (const set of typed) assert.deepEqual(await cells(page, set), { ...set, checked: true })
  }),
)

type Watched = typeof globalThis & { connections: IDBDatabase[] }

/** Keeps a reference to every connection the page opens. Runs in the page, before the app. */
function watchConnections(): void {
  const page = globalThis as Watched
  page.connections = []
  const open = indexedDB.open.bind(indexedDB)
  indexedDB.open = (...args) => {
    const request = open(...args)
    request.addEventListener('success', () => page.connections.push(request.result))
    return request
  }
}

/** Closes every connection as a browser without resources does: all at once, each with its event. */
async function closeConnections(page: Page): Promise<void> {
  const closed = await page.evaluate(() => {
    const { connections } = globalThis as Watched
    for (const connection of connections) {
      connection.close()
      connection.dispatchEvent(new Event('close'))
    }
    return connections.splice(0).length
  })
  assert.ok(closed > 0, 'the app has connections')
}
