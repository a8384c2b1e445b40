import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

/**
 * A phone: a profile folder that outlives the browser processes that run on it. Killing is SIGKILL to the whole process
 * group, so nothing gets to say goodbye.
 */
export type Phone = {
  /** Starts the browser on the profile. Offline means the browser's own switch, thrown before any page is opened. */
  start(options?: { offline?: boolean }): Promise<Page>
  setOffline(offline: boolean): Promise<void>
  /** Ends the browser with SIGKILL, at once. */
  kill(): Promise<void>
  /** Ends the browser and throws the phone away. */
  discard(): Promise<void>
}

/** Without scrollbars a page looks as on a phone, whose own float above it. `hostRules`: where names lead to, as Chromium is told. */
export type PhoneOptions = { width?: number; height?: number; dark?: boolean; hideScrollbars?: boolean; hostRules?: string }

export async function newPhone(options: PhoneOptions = {}): Promise<Phone> {
  const { width = 390, height = 844, dark = false, hideScrollbars = false, hostRules } = options
  const profile = await mkdtemp(path.join(tmpdir(), 'holdfast-e2e-phone-'))
  let running: { pid: number; gone: Promise<void>; browser: Browser; context: BrowserContext } | null = null

  const kill = async (): Promise<void> => {
    if (!running) return
    const { pid, gone, browser } = running
    running = null
    process.kill(-pid, 'SIGKILL')
    await gone
    await browser.close().catch(() => undefined)
  }

  return {
    kill,
    async start({ offline = false } = {}) {
      await rm(path.join(profile, 'DevToolsActivePort'), { force: true })
      const child = spawn(
        chromiumPath(),
        [
          ...flags,
          ...(hideScrollbars ? ['--hide-scrollbars'] : []),
          ...(hostRules ? [`--host-resolver-rules=${hostRules}`] : []),
          `--user-data-dir=${profile}`,
          'about:blank',
        ],
        { detached: true, stdio: 'ignore' },
      )
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
      const port = await devToolsPort(profile)
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
      const context = browser.contexts()[0]!
      running = { pid: child.pid!, gone, browser, context }
      if (offline) await context.setOffline(true)
      const page = context.pages()[0] ?? (await context.newPage())
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
      return page
    },
    async setOffline(offline) {
      await running!.context.setOffline(offline)
    },
    async discard() {
      await kill()
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--remote-debugging-port=0',
]

export function chromiumPath(): string {
  const found = process.env['CHROMIUM_PATH']
  if (!found) throw new Error('CHROMIUM_PATH must name a Chromium: run the tests with `npm test`')
  return found
}

async function devToolsPort(profile: string): Promise<number> {
  const endMs = Date.now() + 30_000
  while (Date.now() < endMs) {
    const text = await readFile(path.join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '')
    const port = Number(text.split('\n')[0])
    if (port > 0) return port
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('Chromium did not open its debugging port')
}
