import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { logBacklog } from './lib/backlog.ts'
import { fillJournal } from './lib/fillJournal.ts'
import { firstPaint } from './lib/firstPaint.ts'
import { openTodaysSession } from './lib/lifter.ts'
import { startNetwork } from './lib/network.ts'
import { newKillablePhone, type KillablePhone } from './lib/phone.ts'
import { startServer } from './lib/server.ts'

// How long a cold start takes until Today is on the screen, with a backlog and without. Both phones have the same lifter and programme and
// today's workout begun. Each start is a new browser process without a server. `node firstScreen.ts <rounds> <waiting>`.

const [rounds, waiting] = [Number(process.argv[2] ?? 11), Number(process.argv[3] ?? 10_000)]
/** Starts that are not counted: in them the browser compiles and cleans up once. */
const WARM_UP = 2
/** A pause after each start, so that the work after the first screen is not killed at a different point each time. */
const REST_MS = 1_500

const print = (line: string): boolean => process.stdout.write(`${line}\n`)
const words = waiting.toLocaleString('en-US')
const server = await startServer()
const network = await startNetwork(server.origin)
const [empty, full] = [await newKillablePhone(), await newKillablePhone()]
try {
  await prepare(empty, async () => {})
  await prepare(full, async (page) => {
    let workouts = 0
    const records = await fillJournal(page, (journal) => (workouts = logBacklog(journal, waiting, Date.now())))
    print(`${words} operations of ${workouts} workouts wait in a journal of ${records.toLocaleString('en-US')} records`)
  })
  await network.stop()
  await server.stop()
  for (let at = 0; at < WARM_UP; at++) assert.equal((await start(full)).card, (await start(empty)).card, 'both show the same')
  for (let round = 1; round <= rounds; round++) {
    // Alternating, and each of the two is first every other time.
    const order = round % 2 === 0 ? [full, empty] : [empty, full]
    const ms = new Map<KillablePhone, number>()
    for (const phone of order) ms.set(phone, (await start(phone)).ms)
    print(`round ${round}: nothing waiting ${ms.get(empty)!.toFixed(0)} ms, ${words} waiting ${ms.get(full)!.toFixed(0)} ms`)
  }
} finally {
  await empty.discard()
  await full.discard()
}

/** Signs in, begins today's workout, and leaves the app with the data that `fill` adds. */
async function prepare(phone: KillablePhone, fill: (page: Page) => Promise<void>): Promise<void> {
  const page = await phone.start()
  await openTodaysSession(page, network.origin)
  // A page of the same origin without the app, so that the journal is not open there.
  await page.goto(`${network.origin}/manifest.json`)
  await fill(page)
  await phone.kill()
}

async function start(phone: KillablePhone): Promise<{ ms: number; card: string }> {
  const page = await phone.start()
  const ms = await firstPaint(page, network.origin, 'today-card')
  const card = await page.getByTestId('today-card').innerText()
  await page.waitForTimeout(REST_MS)
  await phone.kill()
  return { ms, card }
}
