import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { keepAwake } from './keepAwake.web.ts'

/** A page with screen locks: how many are held, and what the browser does to them. */
function page(t: TestContext, gives: () => boolean = () => true) {
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  const locks: { released: boolean }[] = []
  let asked = 0
  const request = async () => {
    asked++
    await Promise.resolve()
    if (!gives()) throw new DOMException('refused', 'NotAllowedError')
    const lock = {
      released: false,
      release() {
        lock.released = true
        return Promise.resolve()
      },
    }
    locks.push(lock)
    return lock
  }
  const global = globalThis as { document?: unknown }
  global.document = document
  Object.defineProperty(navigator, 'wakeLock', { value: { request }, configurable: true })
  t.after(() => {
    delete global.document
    Object.defineProperty(navigator, 'wakeLock', { value: undefined, configurable: true })
  })
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return {
    held: () => locks.filter(({ released }) => !released).length,
    asked: () => asked,
    settled,
    /** The browser releases every lock by itself. */
    takeAway: () => locks.forEach((lock) => (lock.released = true)),
    async does(event: string, visibilityState = 'visible') {
      document.visibilityState = visibilityState
      document.dispatchEvent(new Event(event))
      await settled()
    },
  }
}

test('the screen is locked on again after each return to the app, by one lock, until the workout is left', async (t) => {
  const { held, does, takeAway, settled } = page(t)
  const stop = keepAwake()
  await settled()
  assert.equal(held(), 1)
  for (let look = 0; look < 3; look++) {
    takeAway()
    await does('visibilitychange', 'hidden')
    assert.equal(held(), 0)
    await does('visibilitychange')
    assert.equal(held(), 1)
  }
  await does('pointerup')
  assert.equal(held(), 1)
  stop()
  await settled()
  assert.equal(held(), 0)
  await does('visibilitychange')
  await does('pointerup')
  assert.equal(held(), 0)
})

test('a lock that was refused, or released while the page is visible, is requested again at the next touch', async (t) => {
  let gives = false
  const { held, does, takeAway, settled } = page(t, () => gives)
  const stop = keepAwake()
  await settled()
  assert.equal(held(), 0)
  gives = true
  await does('pointerup')
  assert.equal(held(), 1)
  takeAway()
  await does('keydown')
  assert.equal(held(), 1)
  stop()
})

test('if the page is left before the browser answers, no lock is held', async (t) => {
  const { held, asked, settled } = page(t)
  keepAwake()()
  await settled()
  assert.deepEqual([asked(), held()], [1, 0])
})
