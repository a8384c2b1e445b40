import { spawn, type ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { GIVE_UP_MS, until } from '../../scripts/lib/testing/patience.ts'

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
  const profile = await mkdtemp(path.join(tmpdir(), 'holdfast-e2e-phone-'))
  let running: Running | null = null
  let isDiscarded = false

  const kill = async (): Promise<void> => {
    const dying = running
    running = null
    await dying?.kill()
  }

  return {
    kill,
    async start({ offline = false } = {}) {
      // A story whose time is up may still try.
      if (isDiscarded) throw new Error('this phone was thrown away')
      if (running) throw new Error('the browser of this phone runs already')
      running = startBrowser(profile, options)
      return openPage(await running.context, options, offline)
    },
    async setOffline(offline) {
      await (await running!.context).setOffline(offline)
    },
    async discard() {
      isDiscarded = true
      await kill()
      // The last of its processes may still be writing.
      await rm(profile, { recursive: true, force: true, maxRetries: 40, retryDelay: 100 })
    },
  }
}

/** A browser from its first moment on, so that one that does not get as far as a page can be ended too. */
type Running = { context: Promise<BrowserContext>; kill(): Promise<void> }

function startBrowser(profile: string, { hideScrollbars = false, hostRules }: PhoneOptions): Running {
  rmSync(path.join(profile, 'DevToolsActivePort'), { force: true })
  const args = [
    ...flags,
    ...(hideScrollbars ? ['--hide-scrollbars'] : []),
    ...(hostRules ? [`--host-resolver-rules=${hostRules}`] : []),
    `--user-data-dir=${profile}`,
    'about:blank',
  ]
  const child = spawn(chromiumPath(), args, { detached: true, stdio: 'ignore' })
  const gone = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(`it ended with ${signal ?? code}`))
  })
  started.add(child)
  void gone.then(() => started.delete(child))
  const browser = connected(profile, gone)
  // Whoever waits for the context hears it; whoever kills it at once does not.
  browser.catch(() => undefined)
  return {
    context: browser.then((one) => one.contexts()[0]!),
    async kill() {
      killGroup(child)
      await gone
      await browser.then((one) => one.close()).catch(() => 'it is dead')
    },
  }
}

async function connected(profile: string, gone: Promise<string>): Promise<Browser> {
  let end: string | undefined
  void gone.then((how) => (end = how))
  let port = 0
  const isOpen = async (): Promise<boolean> => {
    if (end !== undefined) throw new Error(`Chromium did not start: ${end}`)
    const text = await readFile(path.join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '')
    port = Number(text.split('\n')[0])
    return port > 0
  }
  await until(isOpen, 'Chromium opens its debugging port')
  return chromium.connectOverCDP(`http://127.0.0.1:${port}`, { timeout: GIVE_UP_MS })
}

async function openPage(context: BrowserContext, options: PhoneOptions, offline: boolean): Promise<Page> {
  const { width = 390, height = 844, dark = false } = options
  context.setDefaultTimeout(GIVE_UP_MS)
  if (offline) await context.setOffline(true)
  const page = context.pages()[0] ?? (await context.newPage())
  await page.setViewportSize({ width, height })
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
  return page
}

/** Browsers are process groups of their own: one that runs when this process ends would run on, and slow down all that follows. */
const started = new Set<ChildProcess>()
process.once('exit', () => started.forEach(killGroup))
process.once('SIGTERM', () => process.exit(143))

/** Kills a process and all it started. One that ended by itself is dead already. */
function killGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return
  process.kill(-pid, 'SIGKILL')
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
