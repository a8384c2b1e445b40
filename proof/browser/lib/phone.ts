import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { GIVE_UP_MS } from '../../../scripts/lib/testing/patience.ts'
import { startBrowser, type BrowserOptions, type BrowserProcess } from './browser.ts'
import { endSharedBrowser, removeProfile, sharedBrowser } from './sharedBrowser.ts'

/** A phone: the storage of one person's browser, and its pages. */
export type Phone = {
  /** Opens the browser, without a network if `offline`, and answers its page. */
  start(options?: { offline?: boolean }): Promise<Page>
  setOffline(offline: boolean): Promise<void>
  /** Deletes everything. `isClean`: nothing went wrong on it. */
  discard(isClean?: boolean): Promise<void>
}

/**
 * A phone whose storage is on the disk: a profile folder that outlives its browser processes. A kill is SIGKILL to the whole process group,
 * which runs no shutdown code, as when a battery dies or the system ends the app.
 */
export type KillablePhone = Phone & {
  kill(): Promise<void>
}

export type PhoneOptions = BrowserOptions & { width?: number; height?: number; dark?: boolean }

/** A phone that is never killed: its storage is in memory, in a browser that the tests of a file share. */
export async function newPhone(options: PhoneOptions = {}): Promise<Phone> {
  const { width = 390, height = 844, dark = false, ...browserOptions } = options
  const browser = await sharedBrowser(browserOptions)
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? 'dark' : 'light' })
  context.setDefaultTimeout(GIVE_UP_MS)
  return {
    async start({ offline = false } = {}) {
      if (offline) await context.setOffline(true)
      return context.newPage()
    },
    setOffline: (offline) => context.setOffline(offline),
    discard: (isClean = true) => (isClean ? context.close() : endSharedBrowser()),
  }
}

/** A phone with its own profile folder and browser process, which takes seconds to start. */
export async function newKillablePhone(options: PhoneOptions = {}): Promise<KillablePhone> {
  const profile = await mkdtemp(path.join(tmpdir(), 'holdfast-e2e-phone-'))
  let running: BrowserProcess | null = null
  let isDiscarded = false
  const context = async (): Promise<BrowserContext> => (await running!.browser).contexts()[0]!

  const kill = async (): Promise<void> => {
    const dying = running
    running = null
    await dying?.kill()
  }

  return {
    kill,
    async start({ offline = false } = {}) {
      // A story that ran out of time may still try to start it.
      if (isDiscarded) throw new Error('this phone was thrown away')
      if (running) throw new Error('the browser of this phone runs already')
      running = startBrowser(profile, options)
      return openPage(await context(), options, offline)
    },
    setOffline: async (offline) => (await context()).setOffline(offline),
    async discard() {
      isDiscarded = true
      await kill()
      await removeProfile(profile)
    },
  }
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
