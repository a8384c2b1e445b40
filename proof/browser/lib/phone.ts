import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { GIVE_UP_MS } from '../../../scripts/lib/testing/patience.ts'
import { startBrowser, type BrowserOptions, type BrowserProcess } from './browser.ts'
import { endSharedBrowser, removeProfile, sharedBrowser } from './sharedBrowser.ts'

/** A phone: what one person's browser keeps, and its pages. */
export type Phone = {
  /** Opens the browser, without a network if told so, and gives its page. */
  start(options?: { offline?: boolean }): Promise<Page>
  setOffline(offline: boolean): Promise<void>
  /** Forgets everything. `isClean`: nothing went wrong on it. */
  discard(isClean?: boolean): Promise<void>
}

/**
 * A phone whose storage is on the disk: a profile folder that outlives the browser processes that run on it. Killing is SIGKILL to the whole
 * process group, which runs no shutdown code at all, as when a phone's battery dies or the system takes the app.
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

/** A phone on a profile folder and a browser process of its own, which takes seconds of computing. */
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
      // A story whose time is up may still try.
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
