import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { startBrowser, type BrowserOptions, type BrowserProcess } from './browser.ts'

type Shared = { key: string; profile: string; process: BrowserProcess }

let shared: Shared | null = null

/**
 * The browser that the tests of a file share, one after the other: starting one costs more than most tests. It ends after the last test of
 * the file. One that died, or was started with other options, is not used again.
 */
export async function sharedBrowser(options: BrowserOptions): Promise<Browser> {
  const key = JSON.stringify(options)
  if (shared && (shared.key !== key || shared.process.hasEnded())) await endSharedBrowser()
  if (!shared) {
    const profile = mkdtempSync(path.join(tmpdir(), 'holdfast-e2e-browser-'))
    shared = { key, profile, process: startBrowser(profile, options) }
  }
  return shared.process.browser
}

/** Kills the shared browser, if there is one. The next test starts another. */
export async function endSharedBrowser(): Promise<void> {
  const ending = shared
  shared = null
  await ending?.process.kill()
  if (ending) await removeProfile(ending.profile)
}

/** Removes the folder of a killed browser; the last of its processes may still be writing. */
export function removeProfile(profile: string): Promise<void> {
  return rm(profile, { recursive: true, force: true, maxRetries: 40, retryDelay: 100 })
}
