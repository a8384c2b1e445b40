import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import vm from 'node:vm'
import { exportedPaths, versionOf, withChunksAhead, workerSource } from './buildServiceWorker.mjs'

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

test('every address of the app opens from the one kept page, files from the cache, the rest from the network', async () => {
  const worker = newWorker()
  await worker.emit('install')
  assert.equal(await worker.fetch('/session/1?edit=1', { mode: 'navigate' }), 'kept /index.html')
  assert.equal(await worker.fetch('/app.js'), 'kept /app.js')
  assert.equal(await worker.fetch('/unknown.png'), 'network')
})

test('the server speaks for itself: its own addresses, other origins and every write are left alone', async () => {
  const worker = newWorker()
  await worker.emit('install')
  for (const path of ['/v1/sync', '/healthz', '/readyz', '/metrics', '/openapi.json', '/docs', '/docs/'])
    assert.equal(await worker.fetch(path), 'untouched')
  assert.equal(await worker.fetch('/app.js', { method: 'POST' }), 'untouched')
  assert.equal(await worker.fetch('https://elsewhere.example/app.js'), 'untouched')
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

test('taking over drops the versions before, and nothing that is not ours', async () => {
  const worker = newWorker({ active: true, kept: ['holdfast-old', 'somebody-else'] })
  await worker.emit('install')
  await worker.emit('activate')
  assert.deepEqual(worker.cacheNames(), ['somebody-else', 'holdfast-new'])
})

/** The generated worker in a world of its own. */
function newWorker({ active = false, kept = [] } = {}) {
  const listeners = {}
  const stores = new Map(kept.map((name) => [name, new Map()]))
  let tookOver = false
  const caches = {
    open: async (name) => {
      if (!stores.has(name)) stores.set(name, new Map())
      const store = stores.get(name)
      return {
        addAll: async (requests) => requests.forEach(({ url }) => store.set(url, `kept ${url}`)),
        match: async (path) => store.get(path),
      }
    },
    keys: async () => [...stores.keys()],
    delete: async (name) => stores.delete(name),
  }
  const self = {
    addEventListener: (kind, listener) => (listeners[kind] = listener),
    registration: { active: active ? {} : null },
    skipWaiting: () => (tookOver = true),
    clients: { claim: () => undefined },
    location: { origin: 'https://gym.example' },
  }
  const Request = class {
    constructor(url) {
      this.url = url
    }
  }
  vm.runInNewContext(workerSource('new', ['/app.js', '/index.html']), { self, caches, Request, URL, Promise, fetch: async () => 'network' })
  return {
    async emit(kind, event = {}) {
      const waits = []
      listeners[kind]({ ...event, waitUntil: (wait) => waits.push(wait) })
      await Promise.all(waits)
    },
    async fetch(path, { method = 'GET', mode = 'no-cors' } = {}) {
      let answer = 'untouched'
      listeners.fetch({
        request: { url: new URL(path, 'https://gym.example').href, method, mode },
        respondWith: (given) => (answer = given),
      })
      return answer
    },
    tookOver: () => tookOver,
    cacheNames: () => [...stores.keys()],
  }
}

function inDist(contents, check) {
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
