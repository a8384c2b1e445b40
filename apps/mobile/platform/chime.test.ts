import assert from 'node:assert/strict'
import { mock, test, type TestContext } from 'node:test'

/** A browser that suspends sound until a touch, and may suspend it again. */
async function browser(t: TestContext) {
  const document = new EventTarget()
  const contexts: Fake[] = []
  const heard: number[] = []
  let isTouched = false
  class Fake {
    state: AudioContextState | 'interrupted' = isTouched ? 'running' : 'suspended'
    currentTime = 0
    destination = {}
    waiting: (() => void)[] = []
    constructor() {
      contexts.push(this)
    }
    resume(): Promise<void> {
      return new Promise((resolve) => {
        const go = () => {
          this.state = 'running'
          resolve()
        }
        if (isTouched) go()
        else this.waiting.push(go)
      })
    }
  }
  class Node {
    gain = { exponentialRampToValueAtTime() {} }
    options: { frequency?: number }
    constructor(_context: Fake, options: { frequency?: number }) {
      this.options = options
    }
    connect<T>(to: T): T {
      return to
    }
    start() {
      heard.push(this.options.frequency!)
    }
    stop() {}
  }
  Object.assign(globalThis, { document, AudioContext: Fake, OscillatorNode: Node, GainNode: Node })
  t.after(() => {
    for (const name of ['document', 'AudioContext', 'OscillatorNode', 'GainNode']) delete (globalThis as Record<string, unknown>)[name]
  })
  // The module holds one audio context per page.
  const { chime, prepareChime } = (await import(`./chime.web.ts?${Math.random()}`)) as typeof import('./chime.web.ts')
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return {
    contexts,
    prepareChime,
    async chimes() {
      heard.length = 0
      chime()
      await settled()
      return heard.length
    },
    heard,
    settled,
    async touch(event: string) {
      isTouched = true
      document.dispatchEvent(new Event(event))
      for (const { waiting } of contexts) waiting.splice(0).forEach((go) => go())
      await settled()
      isTouched = false
    },
    sleeps: (state: 'suspended' | 'interrupted' | 'closed') => contexts.forEach((context) => (context.state = state)),
  }
}

for (const touch of ['pointerup', 'touchend', 'keydown'])
  test(`a page that was touched can chime, by ${touch}, also after an interruption`, async (t) => {
    const page = await browser(t)
    const stop = page.prepareChime()
    await page.touch(touch)
    assert.equal(await page.chimes(), 2)
    for (const state of ['suspended', 'interrupted', 'closed'] as const) {
      page.sleeps(state)
      assert.equal(await page.chimes(), 0, state)
      await page.touch(touch)
      assert.equal(await page.chimes(), 2, state)
    }
    stop()
    page.sleeps('suspended')
    await page.touch(touch)
    assert.equal(page.contexts.at(-1)?.state, 'suspended')
  })

test('the chime resumes suspended sound, where the browser allows it', async (t) => {
  const page = await browser(t)
  page.prepareChime()
  await page.touch('pointerup')
  page.sleeps('suspended')
  page.contexts[0]!.resume = function () {
    this.state = 'running'
    return Promise.resolve()
  }
  assert.equal(await page.chimes(), 2)
})

test('a chime that had to wait for a touch is late, and is not played', async (t) => {
  const page = await browser(t)
  page.prepareChime()
  let nowMs = 0
  mock.method(performance, 'now', () => nowMs)
  t.after(() => mock.restoreAll())
  assert.equal(await page.chimes(), 0)
  nowMs = 60_000
  await page.touch('pointerup')
  assert.deepEqual(page.heard, [])
})
