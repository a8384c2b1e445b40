import { spawn, type ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { GIVE_UP_MS, until } from '../../../scripts/lib/testing/patience.ts'

/** A browser process from its start on, so that it can be ended also before it has a page. */
export type BrowserProcess = {
  browser: Promise<Browser>
  hasEnded(): boolean
  /** Ends it and its child processes with SIGKILL. */
  kill(): Promise<void>
}

/** Start options. Without scrollbars a page looks as on a phone. `hostRules`: host resolution rules in Chromium's format. */
export type BrowserOptions = { hideScrollbars?: boolean; hostRules?: string }

/** Starts a browser with its profile in this folder. */
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
  // A caller that awaits the browser gets the error; one that kills it at once does not await it.
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

/** Each browser is its own process group. Without this it would survive the end of this process and slow down later tests. */
const started = new Set<ChildProcess>()
process.once('exit', () => started.forEach(killGroup))
process.once('SIGTERM', () => process.exit(143))

/** Kills a process and its children. One that ended by itself is dead already. */
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
  // Parts of a browser with windows. Each is a process that costs as much as the app's first page, in every context.
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess',
  '--remote-debugging-port=0',
]

export function chromiumPath(): string {
  const found = process.env['CHROMIUM_PATH']
  if (!found) throw new Error('CHROMIUM_PATH must name a Chromium: run the tests with `npm test`')
  return found
}
