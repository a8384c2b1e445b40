import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { inGym } from '../lib/gym.ts'
import { shown, todayOnServer } from '../lib/lifter.ts'

/** Every route: its address, what it shows, and the name its file begins with. */
const routesOf = (sessionId: string, exerciseId: string) =>
  [
    ['/', 'today-card', 'index'],
    ['/today', 'today-card', 'today'],
    ['/history', 'history', 'history'],
    ['/sync', 'sync-standing', 'sync'],
    ['/settings', 'settings-data', 'settings'],
    ['/data', 'data-export-json', 'data'],
    ['/import', 'import-choose', 'import'],
    [`/session/${sessionId}`, 'complete-workout', '[sessionId]'],
    [`/session/complete?sessionId=${sessionId}`, 'complete-save', 'complete'],
    [`/session/revisions/${sessionId}`, 'back', '[sessionId]'],
    [`/exercise/${exerciseId}`, 'exercise-name', '[exerciseId]'],
    ['/nowhere', 'not-found-today', '+not-found'],
  ] as const

test(
  'every route says what is wrong when its file cannot be loaded, when it throws and when storage does not answer, and recovers',
  inGym(async ({ server, network, phone }) => {
    const page = await phone.start()
    await page.addInitScript(spoilable)
    await page.goto(network.origin)
    await page.getByTestId('sign-in-demo').click()
    await page.getByTestId('today-start').click()
    await shown(page.getByTestId('complete-workout'))
    const { session } = await todayOnServer(server)
    const routes = routesOf(session.id, session.plan[0]!.exerciseId)
    const complaints: string[] = []
    page.on('pageerror', ({ message }) => complaints.push(message))
    const entries = await page.evaluate(() => [...document.scripts].map(({ src }) => src))

    for (const [address, what, file] of routes) {
      const isGone = ({ href, pathname }: URL): boolean =>
        decodeURIComponent(pathname).startsWith(`/_expo/static/js/web/${file}-`) && !entries.includes(href)
      await page.route(isGone, (route) => route.abort())
      await page.goto(`${network.origin}${address}`)
      await shown(page.locator('[data-testid="fault"][data-kind="missing"]'))
      // It tries once more by itself.
      await shown(page.locator('[data-testid="fault-try-again"]:not([aria-busy="true"])'))
      await page.unroute(isGone)
      await page.getByTestId('fault-try-again').click()
      await shown(page.getByTestId(what))
    }

    for (const [address, what] of routes) {
      await spoil(page, 'throws')
      await page.goto(`${network.origin}${address}`)
      await shown(page.locator('[data-testid="fault"][data-kind="threw"]'))
      await spoil(page, null)
      await page.getByTestId('fault-try-again').click()
      await shown(page.getByTestId(what))
    }
    assert.deepEqual(complaints, [], 'nothing was thrown past every boundary')

    // The browser's Back leaves a page that throws.
    await page.getByTestId('not-found-today').click()
    await shown(page.getByTestId('today-card'))
    await spoil(page, 'throws')
    await page.getByTestId('tab-settings').click()
    await shown(page.getByTestId('fault-safe'))
    await spoil(page, null)
    await page.goBack()
    await shown(page.getByTestId('today-card'))

    // In parallel: each of them waits for seconds.
    const silent = async ([address, what]: (typeof routes)[number]): Promise<void> => {
      const tab = await page.context().newPage()
      await tab.addInitScript(spoilable)
      await tab.addInitScript(() => sessionStorage.setItem('spoilt', 'silent'))
      await tab.goto(`${network.origin}${address}`)
      await shown(tab.getByTestId('storage-unavailable'))
      assert.equal(await tab.getByTestId('storage-begin-anew').count(), 0, 'nobody is asked to give a history up')
      await spoil(tab, null)
      await tab.getByTestId('storage-try-again').click()
      await shown(tab.getByTestId(what))
      await tab.close()
    }
    await Promise.all(routes.map(silent))
  }),
)

type Spoilt = 'throws' | 'silent'

/** Sets what goes wrong in a tab from now on. */
async function spoil(page: Page, spoilt: Spoilt | null): Promise<void> {
  await page.evaluate((how) => (how ? sessionStorage.setItem('spoilt', how) : sessionStorage.removeItem('spoilt')), spoilt)
}

/**
 * A browser without a service worker, where the page of every route can be made to throw and storage not to answer. Runs in the page,
 * before the app.
 */
function spoilable(): void {
  const is = (spoilt: string): boolean => sessionStorage.getItem('spoilt') === spoilt
  navigator.serviceWorker.register = () => Promise.reject(new Error('refused'))
  const open = indexedDB.open.bind(indexedDB)
  indexedDB.open = (...args) => (is('silent') ? ({} as IDBOpenDBRequest) : open(...args))

  // The bundle defines each module with `__d`. The module of a route has a default and an error boundary.
  type Module = { exports: { default?: (props: object) => unknown; ErrorBoundary?: unknown } }
  type Factory = (...given: unknown[]) => void
  let define = (_factory: Factory, ..._rest: unknown[]): void => {}
  const wrapped = (factory: Factory, ...rest: unknown[]): void => {
    const file = decodeURIComponent((document.currentScript as HTMLScriptElement | null)?.src.split('/').at(-1) ?? '_')
    const spoilt: Factory = (...given) => {
      factory(...given)
      const module = given.find((one): one is Module => typeof one === 'object' && one !== null && 'exports' in one)
      const { default: Page, ErrorBoundary } = module?.exports ?? {}
      if (!module || !Page || !ErrorBoundary) return
      const Spoilt = (props: object): unknown => {
        if (is('throws')) throw new Error('cannot draw')
        return Page(props)
      }
      module.exports = Object.defineProperty({ ...module.exports, default: Spoilt }, '__esModule', { value: true })
    }
    define(file.startsWith('_') ? factory : spoilt, ...rest)
  }
  Object.defineProperty(window, '__d', {
    get: () => wrapped,
    set: (value: typeof define) => {
      define = value
    },
  })
}
