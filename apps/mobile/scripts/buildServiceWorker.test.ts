import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import vm from 'node:vm'
import { exportedPaths, integrityOf, routesPattern, versionOf, withChunksAhead, workerSource } from './buildServiceWorker.ts'

const files = {
  'index.html': '<html>',
  '_expo/static/js/web/index-1.js': 'app',
  'manifest.json': '{}',
  'metadata.json': '{}',
  '.stamp': 'x',
  'sw.js': 'old',
}

test('the worker keeps every file of the export a browser may ask for', () =>
  inDist(files, (dist) => assert.deepEqual(exportedPaths(dist), ['/_expo/static/js/web/index-1.js', '/index.html', '/manifest.json'])))

test('the page fetches ahead what it does not load at once, once each', () => {
  const page = '<head></head><script src="/index-1.js" defer></script>'
  const ahead = withChunksAhead(page, ['/index-1.js', '/today-2.js', '/icon.svg'])
  assert.equal(ahead, '<head><link rel="prefetch" as="script" href="/today-2.js" /></head><script src="/index-1.js" defer></script>')
  assert.equal(withChunksAhead(ahead, ['/index-1.js', '/today-2.js']), ahead)
})

test('a version changes with any byte of the export, and only then', () =>
  inDist(files, (dist) => {
    const version = () => versionOf(dist, exportedPaths(dist))
    const before = version()
    writeFileSync(join(dist, 'sw.js'), 'another')
    assert.equal(version(), before)
    writeFileSync(join(dist, 'manifest.json'), '[]')
    assert.notEqual(version(), before)
  }))

test('the addresses of the app are those of its routes, and no others', () => {
  const files = [
    '_layout.tsx',
    'index.tsx',
    '+not-found.tsx',
    '(tabs)/_layout.tsx',
    '(tabs)/today.tsx',
    'session/[sessionId].tsx',
    'session/complete.tsx',
  ]
  const routes = new RegExp(routesPattern([...files, 'session/revisions/[sessionId].tsx', 'notes.md']))
  const isRoute = (path: string) => routes.test(path)
  assert.ok(['/', '/today', '/today/', '/session/1', '/session/complete', '/session/revisions/__proto__'].every(isRoute))
  const others = [
    '/grafana/',
    '/manual.html',
    '/tabs',
    '/session',
    '/session/',
    '/session/1/2',
    '/today/x',
    '/todayx',
    '//',
    '/_sitemap',
    '/v1/sync',
    '/docs',
  ]
  assert.deepEqual(others.filter(isRoute), [])
})

test('each file is told with what it must be', () =>
  inDist(files, (dist) => {
    const hash = createHash('sha256').update('app').digest('base64')
    assert.deepEqual(integrityOf(dist, ['/_expo/static/js/web/index-1.js']), [['/_expo/static/js/web/index-1.js', `sha256-${hash}`]])
  }))

test('addresses of the app open from the one kept page, files from the cache; without the network too', async () => {
  const worker = newWorker()
  await worker.emit('install')
  worker.server.clear()
  assert.equal(await worker.open('/session/1?edit=1'), 'page of new')
  assert.equal(await worker.fetch('/app.js'), 'app of new')
})

test('what is not the app’s own is left alone: other pages, the API, other origins, every write', async () => {
  const worker = newWorker()
  await worker.emit('install')
  for (const path of ['/grafana/', '/manual.html', '/v1/sync', '/healthz', '/docs', '/docs/', '/nowhere'])
    assert.equal(await worker.open(path), 'untouched', path)
  for (const path of ['/v1/sync', '/healthz', '/openapi.json', '/unknown.png', 'https://elsewhere.example/app.js'])
    assert.equal(await worker.fetch(path), 'untouched', path)
  assert.equal(await worker.fetch('/app.js', { method: 'POST' }), 'untouched')
})

test('the first install takes over at once, a later one waits until a person asks', async () => {
  const first = newWorker()
  await first.emit('install')
  assert.equal(first.tookOver(), true)
  const later = newWorker({ active: true })
  await later.emit('install')
  assert.equal(later.tookOver(), false)
  await later.emit('message', { data: 'takeOver' })
  assert.equal(later.tookOver(), true)
})

test('in the middle of a rollout nothing is installed: a file of another version is not taken, from whoever it comes', async () => {
  const worker = newWorker()
  worker.server.set('/index.html', 'page of old')
  await assert.rejects(worker.emit('install'), /integrity/)
  assert.equal(worker.tookOver(), false)
  worker.server.set('/index.html', 'page of new')
  await worker.emit('install')
  assert.equal(worker.tookOver(), true)
  assert.deepEqual(worker.asked(), ['/app.js', '/index.html', '/index.html'], 'the file that was good is not fetched again')
})

test('a file that cannot be had keeps the worker from installing', async () => {
  const worker = newWorker()
  worker.server.delete('/app.js')
  await assert.rejects(worker.emit('install'), /app\.js: 404/)
})

test('an emptied cache: everything comes from the network, is kept again, and opens without network after that', async () => {
  const worker = newWorker()
  await worker.emit('install')
  worker.stores.clear()
  assert.equal(await worker.open('/history'), 'page of new')
  assert.equal(await worker.fetch('/app.js'), 'app of new')
  assert.deepEqual([...(worker.stores.get('holdfast-new') ?? new Map()).keys()], ['/app.js'], 'what was asked for is kept at once')
  await worker.emit('message', { data: 'loaded' })
  worker.server.clear()
  assert.equal(await worker.open('/history'), 'page of new')
  assert.equal(await worker.fetch('/app.js'), 'app of new')
})

test('an emptied cache, and the server has another version: the page gets what the server has, and none of it is kept as ours', async () => {
  const worker = newWorker()
  await worker.emit('install')
  worker.stores.clear()
  worker.server.set('/index.html', 'page of newer').set('/app.js', 'app of newer')
  assert.equal(await worker.open('/history'), 'page of newer')
  assert.equal(await worker.fetch('/app.js'), 'app of newer')
  await worker.emit('message', { data: 'loaded' })
  assert.deepEqual([...(worker.stores.get('holdfast-new') ?? [])], [])
})

for (const how of ['fails', 'never answers'] as const)
  test(`a cache that ${how}: everything comes from the network`, async () => {
    const worker = newWorker()
    await worker.emit('install')
    worker.breakCaches(how)
    assert.equal(await worker.open('/history'), 'page of new')
    assert.equal(await worker.fetch('/app.js'), 'app of new')
    assert.equal(await worker.fetch('/_expo/chunk-old.js'), 'chunk of old')
    if (how === 'fails') await worker.emit('message', { data: 'loaded' })
  })

test('a cache that is only slow is waited for where there is no network', async () => {
  const worker = newWorker()
  await worker.emit('install')
  worker.server.clear()
  worker.breakCaches('is slow')
  assert.equal(await worker.open('/history'), 'page of new')
  assert.equal(await worker.fetch('/app.js'), 'app of new')
})

test('taking over while a page of the version before is open leaves it its files; they go once no such page is left', async () => {
  const kept = { 'holdfast-old': { '/_expo/chunk-old.js': 'chunk of old', '/index.html': 'page of old' }, 'somebody-else': {} }
  const worker = newWorker({ active: true, kept, pages: ['tab-of-old', 'tab-that-asked'] })
  worker.server.delete('/_expo/chunk-old.js')
  await worker.emit('install')
  await worker.emit('message', { data: 'takeOver' })
  await worker.emit('activate')
  assert.equal(await worker.open('/today', 'reloaded'), 'page of new')
  worker.pages.delete('tab-that-asked')
  worker.pages.add('reloaded')
  await worker.emit('message', { data: 'loaded' })
  assert.equal(await worker.fetch('/_expo/chunk-old.js'), 'chunk of old')
  worker.pages.delete('tab-of-old')
  await worker.emit('message', { data: 'loaded' })
  assert.deepEqual([...worker.stores.keys()], ['somebody-else', 'holdfast-new'])
})

test('taking over when no page is open drops the versions before, and nothing that is not ours', async () => {
  const worker = newWorker({ active: true, kept: { 'holdfast-old': {}, 'somebody-else': {} } })
  await worker.emit('install')
  await worker.emit('activate')
  assert.deepEqual([...worker.stores.keys()], ['somebody-else', 'holdfast-new'])
})

test('a newer version that is being installed, or waits, keeps its files', async () => {
  const worker = newWorker()
  await worker.emit('install')
  worker.stores.set('holdfast-newer', new Map())
  worker.registration.waiting = {}
  await worker.emit('message', { data: 'loaded' })
  assert.ok(worker.stores.has('holdfast-newer'))
})

type World = { active?: boolean; kept?: Record<string, Record<string, string>>; pages?: string[] }

/** What a page asks for. */
type Asked = { url: string; method?: string; mode?: string; integrity?: string; cache?: string }

type Answer = { ok?: boolean; status?: number; text: string | undefined; clone?: () => Answer }

type WorkerEvent = {
  data?: string
  request?: Asked
  resultingClientId?: string
  waitUntil?: (wait: Promise<unknown>) => void
  respondWith?: (answer: Promise<Answer>) => void
}

/** How a cache behaves. */
type Behaviour = 'works' | 'fails' | 'is slow' | 'never answers'

/** The generated worker in a world of its own. `kept`: caches by name; `pages`: the ids of the windows that are open. */
function newWorker({ active = false, kept = {}, pages: open = [] }: World = {}) {
  const files = { '/app.js': 'app of new', '/index.html': 'page of new' }
  const server = new Map(Object.entries({ ...files, '/_expo/chunk-old.js': 'chunk of old' }))
  const pages = new Set(open)
  const asked: string[] = []
  const { caches, stores, breakCaches } = newCaches(kept)
  const listeners: Record<string, (event: WorkerEvent) => void> = {}
  let tookOver = false
  const registration: Record<'active' | 'waiting' | 'installing', object | null> = {
    active: active ? {} : null,
    waiting: null,
    installing: null,
  }
  const self = {
    addEventListener: (kind: string, listener: (event: WorkerEvent) => void) => (listeners[kind] = listener),
    registration,
    skipWaiting: () => (tookOver = true),
    clients: { claim: () => undefined, matchAll: async () => [...pages].map((id) => ({ id })) },
    location: { origin: 'https://gym.example' },
  }
  class Request {
    constructor(url: string, options: object) {
      Object.assign(this, { url: new URL(url, 'https://gym.example').href, ...options })
    }
  }
  const fetch = async ({ url, mode, integrity, cache }: Asked) => {
    const path = mode === 'navigate' ? '/index.html' : new URL(url).pathname
    const text = server.get(path)
    if (integrity !== undefined) {
      assert.equal(cache, 'reload')
      asked.push(path)
      if (text !== undefined && integrity !== integrityOfText(text)) throw new TypeError('integrity')
    }
    if (server.size === 0) throw new TypeError('no network')
    return answerOf(text)
  }
  const told = Object.entries(files).map(([path, text]): [string, string] => [path, integrityOfText(text)])
  vm.runInNewContext(workerSource('new', told, routesPattern(['index.tsx', 'today.tsx', 'history.tsx', 'session/[sessionId].tsx'])), {
    self,
    caches,
    Request,
    URL,
    fetch,
    // Whoever waits for a cache gives up before it answers never.
    setTimeout: (callback: () => void) => setTimeout(() => callback(), 0),
  })
  const ask = async (path: string, request: Partial<Asked>, resultingClientId = '') => {
    let answer = Promise.resolve<Answer>({ text: 'untouched' })
    const event = { request: { url: new URL(path, 'https://gym.example').href, method: 'GET', ...request }, resultingClientId }
    const respondWith = (given: Promise<Answer>) => {
      answer = given
    }
    listeners['fetch']?.({ ...event, respondWith })
    return (await answer).text
  }
  return {
    async emit(kind: string, event: WorkerEvent = {}) {
      const waits: Promise<unknown>[] = []
      listeners[kind]?.({ ...event, waitUntil: (wait) => waits.push(wait) })
      await Promise.all(waits)
    },
    open: (path: string, resultingClientId?: string) => ask(path, { mode: 'navigate' }, resultingClientId),
    fetch: (path: string, { method = 'GET' } = {}) => ask(path, { method, mode: 'no-cors' }),
    tookOver: () => tookOver,
    asked: () => asked.toSorted((a, b) => a.localeCompare(b)),
    server,
    stores,
    pages,
    registration,
    breakCaches,
  }
}

function newCaches(kept: Record<string, Record<string, string>>) {
  const stores = new Map(Object.entries(kept).map(([name, files]) => [name, new Map(Object.entries(files))]))
  let how: Behaviour = 'works'
  const works = async () => {
    if (how === 'fails') throw new Error('Internal error')
    if (how === 'is slow') await new Promise((resolve) => setTimeout(resolve, 50))
    if (how === 'never answers') await new Promise(() => {})
  }
  const cacheOf = (name: string) => ({
    put: async (path: string, answer: { text: string }) => (await works(), stores.get(name)?.set(path, answer.text)),
    keys: async () => (
      await works(),
      [...(stores.get(name) ?? new Map<string, string>()).keys()].map((path) => ({ url: `https://gym.example${path}` }))
    ),
  })
  const caches = {
    async open(name: string) {
      await works()
      if (!stores.has(name)) stores.set(name, new Map())
      return cacheOf(name)
    },
    async match(path: string, { cacheName }: { cacheName: string }) {
      await works()
      const text = stores.get(cacheName)?.get(path)
      return text === undefined ? undefined : answerOf(text)
    },
    keys: async () => (await works(), [...stores.keys()]),
    delete: async (name: string) => (await works(), stores.delete(name)),
  }
  return { caches, stores, breakCaches: (to: Behaviour) => (how = to) }
}

const answerOf = (text: string | undefined): Answer => ({
  ok: text !== undefined,
  status: text === undefined ? 404 : 200,
  text,
  clone: () => answerOf(text),
})

const integrityOfText = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`

function inDist(contents: Readonly<Record<string, string>>, check: (dist: string) => void): void {
  const dist = mkdtempSync(join(tmpdir(), 'holdfast-dist-'))
  try {
    for (const [path, text] of Object.entries(contents)) {
      mkdirSync(dirname(join(dist, path)), { recursive: true })
      writeFileSync(join(dist, path), text)
    }
    check(dist)
  } finally {
    rmSync(dist, { recursive: true, force: true })
  }
}
