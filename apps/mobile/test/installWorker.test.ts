import assert from 'node:assert/strict'
import { test } from 'node:test'
import { installWorker } from '../components/install/installWorker.ts'

/** A browser whose installs end as the test decides. `active`: an older version is active. */
function browser({ active = false, refused = false } = {}) {
  const page = Object.assign(new EventTarget(), {
    document: Object.assign(new EventTarget(), { visibilityState: 'visible' }),
    setTimeout: (callback: () => void) => void timers.push(callback),
  })
  const timers: (() => void)[] = []
  const asked: string[] = []
  let installing: (EventTarget & { state: string }) | null = null
  let isRefused = refused
  const begin = (): void => {
    installing = Object.assign(new EventTarget(), { state: 'installing' })
  }
  const registration = {
    get installing() {
      return installing
    },
    active: active ? {} : null,
    onupdatefound: () => {},
    update: async () => {
      asked.push('update')
      begin()
      registration.onupdatefound()
    },
  }
  const container = {
    register: async () => {
      asked.push('register')
      if (isRefused) throw new Error('refused')
      if (!active) begin()
      return registration
    },
  }
  installWorker(container as never, page as never)
  const settled = () => new Promise(setImmediate)
  return {
    asked,
    settled,
    allow: () => (isRefused = false),
    findUpdate: () => registration.update(),
    becomes: (state: string) => {
      installing!.state = state
      installing!.dispatchEvent(new Event('statechange'))
    },
    online: () => page.dispatchEvent(new Event('online')),
    inFront: (visibilityState: string) => {
      page.document.visibilityState = visibilityState
      page.document.dispatchEvent(new Event('visibilitychange'))
    },
    later: () => timers.splice(0).forEach((timer) => timer()),
  }
}

test('an install that failed is tried again: when the network is back, when the page is in front, and after some time', async () => {
  const { asked, settled, becomes, ...signs } = browser()
  await settled()
  signs.online()
  assert.deepEqual(asked, ['register'], 'nothing has failed yet')
  becomes('redundant')
  signs.inFront('hidden')
  assert.equal(asked.length, 1)
  for (const sign of [signs.online, () => signs.inFront('visible'), signs.later]) {
    const before: number = asked.length
    sign()
    await settled()
    assert.equal(asked.length, before + 1)
    becomes('redundant')
  }
  signs.online()
  await settled()
  becomes('installed')
  becomes('redundant')
  const { length } = asked
  signs.online()
  signs.later()
  await settled()
  assert.equal(asked.length, length, 'one that was installed, and replaced later, did not fail')
})

test('a new version that failed to install while an older one is active is looked for again', async () => {
  const { asked, settled, findUpdate, becomes, online } = browser({ active: true })
  await settled()
  online()
  assert.deepEqual(asked, ['register'])
  await findUpdate()
  becomes('redundant')
  online()
  await settled()
  assert.deepEqual(asked, ['register', 'update', 'register', 'update'])
})

test('a registration that was refused is tried again', async () => {
  const { asked, settled, allow, online } = browser({ refused: true })
  await settled()
  online()
  await settled()
  allow()
  online()
  await settled()
  online()
  await settled()
  assert.deepEqual(asked, ['register', 'register', 'register'])
})
