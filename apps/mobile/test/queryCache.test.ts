import assert from 'node:assert/strict'
import { afterEach, mock, test } from 'node:test'
import { CACHE_EVERY_MS, cacheKey, createQueries, keepQueries } from '../sync/engine/queryCache.ts'
import { heavy, training } from './app.ts'
import { until } from './device.ts'

afterEach(() => mock.timers.reset())

/** A cache that counts its writes, with a clock that the test moves. */
async function keeping() {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] })
  const writes: string[] = []
  const cache = {
    read: () => Promise.resolve(null),
    write: async (key: string, text: string) => void (key === cacheKey('account') && writes.push(text)),
    remove: () => Promise.resolve(),
  }
  const queries = createQueries()
  const kept = await keepQueries(queries, cache, 'account')
  const change = (value: string) => queries.setQueryData(['programme'], value)
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 50) {
      mock.timers.tick(50)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  change('first')
  await pass(2 * CACHE_EVERY_MS)
  writes.length = 0
  return { writes, change, pass, kept }
}

test('a minute of verdicts, four a second, is written every two seconds and not once for each', async () => {
  const { writes, change, pass } = await keeping()
  for (let n = 0; n < 240; n++) {
    change(`verdict ${n}`)
    await pass(250)
  }
  await pass(2 * CACHE_EVERY_MS)
  assert.ok(writes.length >= 25 && writes.length <= 32, String(writes.length))
  assert.match(writes.at(-1)!, /verdict 239/)
})

test('a flush writes everything at once, and after the stop nothing is written', async () => {
  const { writes, change, pass, kept } = await keeping()
  change('one')
  await pass(100)
  change('two')
  kept.flush()
  await pass(50)
  assert.match(writes.at(-1)!, /"two"/)
  kept.stop()
  const before = writes.length
  change('three')
  kept.flush()
  await pass(2 * CACHE_EVERY_MS)
  assert.equal(writes.length, before)
})

test('the app goes to the background: the verdict that just arrived is stored with the rest', async () => {
  const { app, on, first } = await training()
  const kept = () => app.device.texts.get(cacheKey(app.engine.account.id)) ?? ''
  app.session.getState().completeSet(first, heavy(5))
  await until(
    () => on.session.version > 1 && app.programme()?.sessions[on.session.id]?.version === on.session.version,
    'the verdict is here',
  )
  assert.equal(kept().includes(`"version":${on.session.version}`), false)
  app.device.setLifecycle('background')
  await until(() => kept().includes(`"version":${on.session.version}`), 'it is kept')
})
