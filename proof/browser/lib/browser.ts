import { spawn, type ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { GIVE_UP_MS, until } from '../../../scripts/lib/testing/patience.ts'

/** A browser process from its first moment on, so that one that does not get as far as a page can be ended too. */
export type BrowserProcess = {
  browser: Promise<Browser>
  hasEnded(): boolean
  /** Ends it, and all it started, with SIGKILL. */
  kill(): Promise<void>
}

/** What a browser can be started with. Without scrollbars a page looks as on a phone. `hostRules`: where names lead to, as Chromium is told. */
export type BrowserOptions = { hideScrollbars?: boolean; hostRules?: string }

/** Starts the browser that has its profile in a folder. */
export function startBrowser(profile: string, { hideScrollbars = false, hostRules }: BrowserOptions): BrowserProcess {
  rmSync(path.join(profile, 'DevToolsActivePort'), { force: true })
  const args = [
    ...flags,
    ...(hideScrollbars ? ['--hide-scrollbars'] : []),
    ...(hostRules ? [`--host-resolver-rules=${hostRules}`] : []),
    `--user-data-dir=${profile}`,
    'about:blank',
  ]
  const child = spawn(chromiumPath(), args, { detached: true, stdio: 'ignore' })
  let end: string | undefined
  const ended = new Promise<void>((resolve) => {
    const endWith = (how: string): void => {
      end = how
      started.delete(child)
      resolve()
    }
    child.once('error', (error) => endWith(error.message))
    child.once('exit', (code, signal) => endWith(`it ended with ${signal ?? code}`))
  })
  started.add(child)
  const browser = connected(profile, () => end)
  // Who waits for the browser gets the error; who kills it at once does not wait.
  browser.catch(() => undefined)
  return {
    browser,
    hasEnded: () => end !== undefined,
    async kill() {
      killGroup(child)
      await ended
      await browser.then((one) => one.close()).catch(() => 'it is dead')
    },
  }
}

async function connected(profile: string, endOf: () => string | undefined): Promise<Browser> {
  let port = 0
  const isOpen = async (): Promise<boolean> => {
    const end = endOf()
    if (end !== undefined) throw new Error(`Chromium did not start: ${end}`)
    const text = await readFile(path.join(profile, 'DevToolsActivePort'), 'utf8').catch(() => '')
    port = Number(text.split('\n')[0])
    return port > 0
  }
  await until(isOpen, 'Chromium opens its debugging port')
  return chromium.connectOverCDP(`http://127.0.0.1:${port}`, { timeout: GIVE_UP_MS })
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
  '--disable-extensions',
  // Parts of a browser with windows. Each is a process that costs as much computing as the app's first page, for every context.
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess',
  '--remote-debugging-port=0',
]

export function chromiumPath(): string {
  const found = process.env['CHROMIUM_PATH']
  if (!found) throw new Error('CHROMIUM_PATH must name a Chromium: run the tests with `npm test`')
  return found
}
