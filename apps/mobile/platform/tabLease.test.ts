import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../../scripts/lib/testing/patience.ts'
import type { LeaseNeed } from '../sync/device/ports.ts'
import { tabLease } from './tabLease.ts'

/** Longer than a holder may leave the others without an answer. */
const PAST_SILENCE_MS = 9_000

type Tab = { holds: boolean; need(now: LeaseNeed): void; close(): void }

function openTab(name: string): Tab {
  const lease = tabLease(name)
  const close = lease.request(
    () => (tab.holds = true),
    () => (tab.holds = false),
  )
  const tab: Tab = { holds: false, need: lease.need, close }
  return tab
}

/** Two tabs on one lease; the first holds it. */
async function twoTabs(name: string): Promise<[Tab, Tab]> {
  const first = openTab(name)
  await until(() => first.holds, 'the first tab holds the lease')
  return [first, openTab(name)]
}

/** Lets messages between tabs arrive, in real time: they need no timer. */
const messages = async (): Promise<void> => {
  const { port1, port2 } = new MessageChannel()
  port2.start()
  for (let round = 0; round < 20; round++) {
    const arrived = new Promise((resolve) => port2.addEventListener('message', resolve, { once: true }))
    port1.postMessage(round)
    await arrived
  }
  port1.close()
}

test('[O10] a tab with something to send takes the lease from one that is paused', async (t) => {
  const [first, second] = await twoTabs('paused')
  t.mock.timers.enable({ apis: ['setTimeout'] })
  first.need('paused')
  second.need('send')
  await messages()
  t.mock.timers.tick(PAST_SILENCE_MS)
  for (let round = 0; round < 1_000 && (first.holds || !second.holds); round++) await messages()
  assert.deepEqual([first.holds, second.holds], [false, true])
  first.close()
  second.close()
})

test('[O10] a tab with something to send waits for a holder that answers, until that one is closed', async (t) => {
  const [first, second] = await twoTabs('answers')
  first.need('nothing')
  t.mock.timers.enable({ apis: ['setTimeout'] })
  second.need('send')
  for (let asked = 0; asked < 3; asked++) {
    await messages()
    t.mock.timers.tick(PAST_SILENCE_MS)
    await messages()
  }
  assert.deepEqual([first.holds, second.holds], [true, false])
  t.mock.timers.reset()
  first.close()
  await until(() => second.holds, 'the second tab holds the lease')
  second.close()
})
