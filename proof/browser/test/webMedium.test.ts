import { after, before, test } from 'node:test'
import { mediaContract } from '@holdfast/journal/testing'
import { endSharedBrowser, sharedBrowser } from '../lib/sharedBrowser.ts'
import { serveSources } from '../lib/sources.ts'

let sources: Awaited<ReturnType<typeof serveSources>>
before(async () => {
  sources = await serveSources()
})
after(async () => {
  await endSharedBrowser()
  await sources.stop()
})

for (const { name } of mediaContract) {
  test(`${name} (IndexedDB in Chromium)`, async (t) => {
    // Its own profile, so that the databases are on disk.
    const page = await (await sharedBrowser({})).contexts()[0]!.newPage()
    let hasPassed = false
    t.after(() => (hasPassed ? page.close() : endSharedBrowser()))
    await page.goto(sources.origin)
    await page.evaluate(runInPage, name)
    hasPassed = true
  })
}

/** Runs one case of the contract in the browser, on its own database. Rejects with the case's message. */
async function runInPage(name: string): Promise<void> {
  // The page resolves these paths, not this file.
  const contractPath = '/packages/journal/src/testing/index.ts'
  const mediumPath = '/apps/mobile/platform/indexedDbMedium.ts'
  const { mediaContract: cases } = (await import(contractPath)) as typeof import('@holdfast/journal/testing')
  const { indexedDbMedium } = (await import(mediumPath)) as { indexedDbMedium: (name: string) => import('@holdfast/journal').Medium }
  const found = cases.find((contractCase) => contractCase.name === name)
  if (!found) throw new Error(`the page has no case called ${name}`)
  await found.run({ medium: () => indexedDbMedium(`contract ${name}`) })
}
