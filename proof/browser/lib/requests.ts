import { endpoints } from '@holdfast/contract'
import type { Page } from 'playwright-core'

/** The kind of a request to the API: a probe whether the server answers, a read, or a change. */
export type RequestKind = 'look' | 'read' | 'write'

/** One request by the clock of its page. `tookMs` is null while it is open. */
export type Requested = { kind: RequestKind; tookMs: number | null; failed: boolean }

/** Requests of a page to the API, and the largest number of open requests of each kind. */
export type Requests = { all: readonly Requested[]; most: Record<RequestKind, number> }

/** Records the app's requests to its API; call it before the page is opened. The answer returns all of them until now. */
export async function watchRequests(page: Page): Promise<() => Promise<Requests>> {
  await page.addInitScript(listen, endpoints.server.path)
  return () => page.evaluate(() => (window as unknown as { requested: Requests }).requested)
}

/** Runs in the page. */
function listen(lookPath: string): void {
  const all: Requested[] = []
  const most = { look: 0, read: 0, write: 0 }
  Object.assign(window, { requested: { all, most } })
  const ask = window.fetch.bind(window)
  window.fetch = async (input, init) => {
    const { pathname } = new URL(input instanceof Request ? input.url : input, location.href)
    if (!pathname.startsWith('/v1/')) return ask(input, init)
    const kind = (init?.method ?? 'GET') !== 'GET' ? 'write' : pathname === lookPath ? 'look' : 'read'
    const one: Requested = { kind, tookMs: null, failed: false }
    const startedMs = performance.now()
    all.push(one)
    most[kind] = Math.max(most[kind], all.filter((other) => other.kind === kind && other.tookMs === null).length)
    try {
      return await ask(input, init)
    } catch (error) {
      one.failed = true
      throw error
    } finally {
      one.tookMs = performance.now() - startedMs
    }
  }
}
