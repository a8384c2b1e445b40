import assert from 'node:assert/strict'
import { afterEach, mock, test } from 'node:test'
import type { QueryClient } from '@tanstack/react-query'
import { programmeKey } from '../sync/server/programme.ts'
import { newSession } from './server.ts'
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

/** What stands in the cache of `account` is read back into new queries. */
async function readBack(text: string | null | Error) {
  const written: string[] = []
  const cache = {
    read: (key: string) =>
      text instanceof Error ? Promise.reject(text) : Promise.resolve(key === 'queries_account' ? text : 'another account’s'),
    write: async (_key: string, one: string) => void written.push(one),
    remove: () => Promise.resolve(),
  }
  const queries = createQueries()
  const kept = await keepQueries(queries, cache, 'account')
  return { queries, kept, written }
}
const cacheOf = (...found: unknown[]): string => JSON.stringify({ clientState: { queries: found } })
const query = (queryKey: unknown[], data: unknown, more: object = {}) => ({
  queryKey,
  state: { data, dataUpdatedAt: 1_000, isInvalidated: false, ...more },
})
const shown = (queries: QueryClient) =>
  queries
    .getQueryCache()
    .getAll()
    .map(({ queryKey, state }) => [queryKey, state.data, state.dataUpdatedAt])

test('what was cached is there again, as old as it was; what was invalidated is asked for anew', async () => {
  const { queries } = await readBack(
    cacheOf(query(['a'], 1), query(['b'], null, { isInvalidated: true }), query(['c'], 3, { isInvalidated: 'x' })),
  )
  assert.deepEqual(shown(queries), [
    [['a'], 1, 1_000],
    [['c'], 3, 0],
  ])
})

test('a programme is read as far as it can be; what is no query, and what is no cache, is left out', async () => {
  const session = newSession()
  const programme = { cursor: 4, sessions: { [session.id]: session, broken: {} }, pulledAt: 2 }
  const found = [query([...programmeKey('account')], programme), query(['programme', 'other'], 'garbage'), { queryKey: 5 }, query(['a'], 1)]
  const { queries } = await readBack(cacheOf(...found))
  assert.deepEqual(shown(queries), [
    [['programme', 'account'], { cursor: 0, sessions: { [session.id]: session }, pulledAt: 2 }, 1_000],
    [['a'], 1, 1_000],
  ])
  for (const text of [null, '', '{"half', '[]', '{"clientState":{"queries":5}}'])
    assert.deepEqual(shown((await readBack(text)).queries), [])
})

test('a cache that the store could not read stays as it is for the next start', async () => {
  const { queries, kept, written } = await readBack(new Error('locked'))
  queries.setQueryData(['a'], 1)
  kept.flush()
  await new Promise((resolve) => setTimeout(resolve, 5))
  assert.deepEqual(written, [])
  kept.stop()
})

test('what is written has everything that has data, also of a request that failed since, and no mutation', async () => {
  const { queries, kept, written } = await readBack(null)
  queries.setQueryData(['a'], 1)
  await queries.fetchQuery({ queryKey: ['a'], retry: false, queryFn: () => Promise.reject(new Error('away')) }).catch(() => undefined)
  await queries.prefetchQuery({ queryKey: ['none'], retry: false, queryFn: () => Promise.reject(new Error('away')) })
  const mutation = queries.getMutationCache().build(queries, { mutationFn: () => Promise.resolve(7), networkMode: 'always' })
  void mutation.execute(undefined)
  mutation.state.isPaused = true
  kept.flush()
  await new Promise((resolve) => setTimeout(resolve, 5))
  const state = (JSON.parse(written.at(-1)!) as { clientState: { queries: { queryKey: unknown }[]; mutations: unknown[] } }).clientState
  assert.deepEqual([state.queries.map(({ queryKey }) => queryKey), state.mutations], [[['a']], []])
  kept.stop()
})

test('reads are tried twice again and never wait for a radio; a write is tried once', () => {
  const { queries, mutations } = createQueries().getDefaultOptions()
  assert.deepEqual(queries, { gcTime: Infinity, staleTime: 30_000, retry: 2, networkMode: 'always' })
  assert.deepEqual(mutations, { retry: 0, networkMode: 'always' })
})
