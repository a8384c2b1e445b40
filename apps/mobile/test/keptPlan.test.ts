import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { QueryClient } from '@tanstack/react-query'
import type { TextStore } from '../sync/device/ports.ts'
import { programmeKey, withPage, type Programme } from '../sync/server/programme.ts'
import { cacheKey, createQueries, keepQueries } from '../sync/engine/queryCache.ts'
import { launch, relaunch, type App } from './app.ts'
import { device, until } from './device.ts'
import { newSession, server, signedIn } from './server.ts'

// The plan of a device stays on it, whatever happens to a request, and to the text in which the answers are stored.

const accountId = signedIn.account.id
const key = cacheKey(accountId)

const json = (status: number, body: unknown) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' },
  })
const page = (body: string, status = 200) => new Response(body, { status, headers: { 'content-type': 'text/html' } })
const problem = (status: number, code: string) => json(status, { type: `/problems/${code}`, title: code, status, detail: code, code })
const noNews = { sessions: [], tombstones: [], more: false, serverTime: new Date().toISOString() }

/** What can happen to a request, by name. */
const answers: Record<string, () => Promise<Response>> = {
  'a server that refuses connections': () => Promise.reject(new TypeError('Failed to fetch')),
  'a server that takes the request and never answers': () => new Promise(() => {}),
  'a captive portal': async () => page('<html>Free WiFi</html>'),
  'a captive portal that says JSON': async () => json(200, { login: 'https://wifi.example' }),
  'an answer of another shape': async () => json(200, { ...noNews, cursor: 'seven', sessions: {} }),
  'an answer that is cut': async () => new Response('{"sessions":[', { headers: { 'content-type': 'application/json' } }),
  'an empty answer': async () => new Response(''),
  'a proxy without a server': async () => page('<html>502 Bad Gateway</html>', 502),
  'a server that is starting': async () => problem(503, 'unavailable'),
  'a sign-in that is ended, and its renewal refused': async () => problem(401, 'unauthenticated'),
  'an app that is too old': async () => problem(426, 'upgrade_required'),
  'an empty page of a server that went back': async () => json(200, { ...noNews, cursor: 0 }),
}

/** A device that pulled a plan. `meet` decides what happens to every later request. */
async function planned() {
  const on = server()
  let met: (() => Promise<Response>) | null = null
  const fetch: typeof globalThis.fetch = (input, init) => (met ? met() : on.fetch(input, init))
  const app = await launch(device({ fetch }))
  await app.engine.pull()
  await until(() => app.device.texts.get(key)?.includes(on.session.id) ?? false, 'the plan is kept')
  return { on: { ...on, fetch }, app, meet: (answer: typeof met) => (met = answer) }
}

/** Pulls as a screen does, but without its wait for another try. */
const refresh = ({ engine }: App): Promise<unknown> =>
  engine.queries.fetchQuery({ queryKey: programmeKey(accountId), queryFn: () => engine.pull(), staleTime: 0, retry: false })

/** Stores everything, as when the app goes to the background. */
async function leave(app: App): Promise<void> {
  const before = app.device.texts.get(key)
  await until(() => Date.now() > timestampOf(before), 'another millisecond')
  app.device.setLifecycle('background')
  await until(() => app.device.texts.get(key) !== before, 'it is written down')
}

const timestampOf = (text: string | undefined): number => (JSON.parse(text ?? '{"timestamp":0}') as { timestamp: number }).timestamp
const idsOf = (app: App): string[] => Object.keys(app.programme()?.sessions ?? {})

for (const [name, answer] of Object.entries(answers)) {
  test(`${name}: the plan stays, through two starts`, async () => {
    const { on, app, meet } = await planned()
    meet(answer)
    let running = app
    for (const start of ['first', 'second']) {
      let ended = false
      const settled = (): void => void (ended = true)
      void refresh(running).then(settled, settled)
      if (!name.includes('never answers')) await until(() => ended, 'the refresh has ended')
      await leave(running)
      running = await relaunch(running, on)
      assert.deepEqual(idsOf(running), [on.session.id], `${start} start`)
      assert.equal(running.view(on.session.id).plan.length, on.session.plan.length)
    }
  })
}

test('a programme whose last pull failed is restored as an answer of the server', async () => {
  for (const state of [
    { status: 'error', error: { message: 'no' }, isInvalidated: true },
    { status: 'pending', fetchStatus: 'fetching' },
    { status: 'success', fetchStatus: 'paused' },
  ]) {
    const { queries } = await opened(texts(cacheWith([{ ...kept(), state: { ...kept().state, ...state } }])))
    const found = queries.getQueryState(programmeKey(accountId))
    assert.deepEqual([found?.status, found?.fetchStatus, found?.error, found?.data], ['success', 'idle', null, programme], state.status)
    assert.equal(
      queries
        .getQueryCache()
        .find({ queryKey: programmeKey(accountId) })!
        .isStaleByTime(30_000),
      state.isInvalidated ?? false,
    )
  }
})

test('a cache of another version of the app, and one of any age, is read', async () => {
  for (const other of [
    { buster: '1' },
    { buster: 'of 2031' },
    { timestamp: 0 },
    { timestamp: 1 },
    { timestamp: 9e15 },
    { timestamp: 'x' },
  ]) {
    const { queries } = await opened(texts(JSON.stringify({ ...(JSON.parse(cacheWith([kept()])) as object), ...other })))
    assert.deepEqual(queries.getQueryData(programmeKey(accountId)), programme, JSON.stringify(other))
  }
})

test('of a cache with garbage the rest is read, and the missing part of the plan is pulled again', async () => {
  const odd = { ...newSession(), plan: 'none' }
  const partly = { ...programme, sessions: { ...programme.sessions, [odd.id]: odd, other: newSession(), none: null } }
  const entries = [null, 7, {}, { queryKey: 'programme' }, { ...kept(), queryKey: ['revisions', 'x'] }, kept(partly)]
  const { queries } = await opened(texts(cacheWith(entries)))
  assert.deepEqual(queries.getQueryData(programmeKey(accountId)), { ...programme, cursor: 0 })
  assert.deepEqual(queries.getQueryData(['revisions', 'x']), programme, 'a kind that is not looked into')
  for (const data of [null, 'text', [], { cursor: 1 }, { ...programme, sessions: null }]) {
    const { queries: none } = await opened(texts(cacheWith([kept(data)])))
    assert.equal(none.getQueryData(programmeKey(accountId)), undefined, JSON.stringify(data))
  }
})

test('with a text that was cut, or is of another kind, the app still opens, logs, and downloads the plan again', async () => {
  const { on, app } = await planned()
  await leave(app)
  const whole = app.device.texts.get(key)!
  const cuts = [1, 2, 20, whole.length >> 1, whole.length - 1].map((length) => whole.slice(0, length))
  for (const text of [...cuts, '', 'null', '[]', '{}', '"text"', '<html>', '{"clientState":null}', `${whole}}`]) {
    app.device.texts.set(key, text)
    const after = await relaunch(app, on)
    assert.deepEqual(idsOf(after), [], text.slice(0, 30))
    await refresh(after)
    assert.deepEqual(idsOf(after), [on.session.id])
    await leave(after)
    assert.deepEqual(idsOf(await relaunch(after, on)), [on.session.id])
  }
})

test('a store that cannot be read keeps its content: the app opens without it, writes nothing over it, and reads it at the next start', async () => {
  const { on, app } = await planned()
  await leave(app)
  const whole = app.device.texts.get(key)
  app.device.kill()
  const blind = device({ fetch: on.fetch, from: app.device })
  const { cache } = blind.platform
  blind.platform.cache = { ...cache, read: () => Promise.reject(new Error('cannot be read')) }
  const after = await launch(blind)
  await refresh(after)
  blind.setLifecycle('background')
  await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual(idsOf(after), [on.session.id], 'downloaded again')
  assert.equal(blind.texts.get(key), whole)
  assert.deepEqual(idsOf(await relaunch(after, on)), [on.session.id])
})

test('a write that is refused, or throws, leaves the earlier text, and the next write is tried', async () => {
  const refusals: (() => Promise<void>)[] = [
    () => Promise.reject(new DOMException('no room', 'QuotaExceededError')),
    () => {
      throw new Error('thrown')
    },
  ]
  for (const refusal of refusals) {
    const store = texts(cacheWith([kept()]))
    let refuses = true
    const { queries, flush } = await opened({ ...store, write: (name, text) => (refuses ? refusal() : store.write(name, text)) })
    queries.setQueryData(programmeKey(accountId), { ...programme, cursor: 8 })
    await flush()
    assert.deepEqual((await opened(store)).queries.getQueryData(programmeKey(accountId)), programme)
    refuses = false
    await flush()
    assert.deepEqual((await opened(store)).queries.getQueryData(programmeKey(accountId)), { ...programme, cursor: 8 })
  }
})

test('a plan that no screen shows stays, for any time', async () => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'] })
  try {
    const { queries } = await opened(texts(cacheWith([kept()])))
    mock.timers.tick(400 * 86_400_000)
    assert.deepEqual(queries.getQueryData(programmeKey(accountId)), programme)
  } finally {
    mock.timers.reset()
  }
})

test('signing out empties the memory and not the device', async () => {
  const { on, app } = await planned()
  await leave(app)
  const whole = app.device.texts.get(key)
  app.account.getState().signOut()
  await until(() => !app.device.texts.has('signedIn'), 'signed out')
  app.device.setLifecycle('background')
  await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual([app.programme(), app.device.texts.get(key)], [undefined, whole])
  assert.ok(whole?.includes(on.session.id))
})

test('killed right after freeing space, the next start has what was left of the plan', async () => {
  const { on, app, meet } = await planned()
  meet(answers['a server that refuses connections']!)
  await leave(app)
  await app.engine.freeSpace()
  await until(() => app.device.texts.has(key), 'it is written down at once')
  assert.deepEqual(idsOf(await relaunch(app, on)), [on.session.id])
})

test('a page of a server that was restored removes nothing', () => {
  const before = withPage(undefined, { ...noNews, sessions: [newSession()], cursor: 20 }, 1)
  assert.deepEqual(withPage(before, { ...noNews, cursor: 0 }, 2), { ...before, cursor: 0, pulledAt: 2 })
})

const session = newSession()
const programme: Programme = { cursor: 7, sessions: { [session.id]: session }, pulledAt: 5 }

/** A query as it is stored. */
const kept = (data: unknown = programme) => ({
  queryKey: programmeKey(accountId),
  queryHash: JSON.stringify(programmeKey(accountId)),
  state: { data, dataUpdatedAt: Date.now(), status: 'success', fetchStatus: 'idle', isInvalidated: false },
})
const cacheWith = (entries: unknown[]): string =>
  JSON.stringify({ buster: '1', timestamp: Date.now(), clientState: { mutations: [], queries: entries } })

function texts(text: string): TextStore {
  const held = new Map([[key, text]])
  return {
    read: (name) => Promise.resolve(held.get(name) ?? null),
    write: async (name, value) => void held.set(name, value),
    remove: async (name) => void held.delete(name),
  }
}

/** The stored answers of one account, as a start reads them. `flush` resolves when the store was asked to write them. */
async function opened(store: TextStore): Promise<{ queries: QueryClient; flush(): Promise<void> }> {
  const queries = createQueries()
  let asked = 0
  const write: TextStore['write'] = (name, text) => {
    asked++
    return store.write(name, text)
  }
  const keeping = await keepQueries(queries, { ...store, write }, accountId)
  return {
    queries,
    async flush() {
      // A change of the answers is also written a moment later, and that write is not waited for.
      const before = asked
      keeping.flush()
      await until(() => asked > before, 'the store is asked')
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}
