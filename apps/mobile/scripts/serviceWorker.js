// The rest of the worker, behind the constants that buildServiceWorker.ts writes: CACHE, FILES (path to integrity) and ROUTES.

/** How long the cache may take to answer before the network is asked. One that is broken may never do so. */
const CACHE_MS = 4_000

// All or nothing: when one file of this version cannot be had, the version before stays in charge.
self.addEventListener('install', (event) => {
  // The first install takes over at once. A later one waits until no page of the old version is open, or a person asks.
  event.waitUntil(fill().then(() => (self.registration.active ? undefined : self.skipWaiting())))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(quietly(dropOthers()).then(() => self.clients.claim()))
})

self.addEventListener('message', (event) => {
  if (event.data === 'takeOver') self.skipWaiting()
  // A page has loaded: the one it replaced is gone, and what it missed in the cache is fetched.
  if (event.data === 'loaded') event.waitUntil(quietly(dropOthers()).then(() => quietly(fill())))
})

// Only what is the app's own is answered. An origin may hold more than this app, and the server speaks for itself.
self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (request.mode === 'navigate') {
    // Every address of the app is the one page; the router reads the address.
    if (ROUTES.test(pathname)) event.respondWith(pageFor(event))
  } else if (FILES.has(pathname) || pathname.startsWith('/_expo/')) event.respondWith(fileFor(pathname, request))
})

async function pageFor({ request, resultingClientId }) {
  return await cacheFirst(
    inOwnCache('/index.html').then((page) => {
      if (page) ownPages.add(resultingClientId)
      return page
    }),
    () => fetch(request),
  )
}

/** A page of another version may ask for its own files: the caches of other versions stay as long as it is open. */
async function fileFor(path, request) {
  return await cacheFirst(
    inOwnCache(path).then((file) => file ?? inOtherCaches(path)),
    () => (FILES.has(path) ? fetchAndKeep(path, request) : fetch(request)),
  )
}

/** What the cache has. Where it has nothing, fails or is late, the network; and where that fails too, the cache that was late. */
async function cacheFirst(looked, askNetwork) {
  const kept = quietly(looked)
  const inTime = await Promise.race([kept, new Promise((resolve) => setTimeout(() => resolve(undefined), CACHE_MS))])
  if (inTime) return inTime
  try {
    return await askNetwork()
  } catch (error) {
    const late = await kept
    if (late) return late
    throw error
  }
}

/** A file that was missing in the cache. When the server has another one by that name, the page gets that, and it is not kept. */
async function fetchAndKeep(path, request) {
  try {
    const response = await fetchOwn(path)
    // The page has it, whether or not it can be kept.
    void quietly(keep(path, response.clone()))
    return response
  } catch {
    return await fetch(request)
  }
}

/** The pages that this version was given to since the worker started. Any other page may be of another version. */
const ownPages = new Set()

/** Drops the caches of other versions, unless a page may still need them, or a newer version is filling its own. */
async function dropOthers() {
  const names = await otherCaches()
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (pages.some(({ id }) => !ownPages.has(id)) || self.registration.installing || self.registration.waiting) return
  await Promise.all(names.map((name) => caches.delete(name)))
}

/** Fetches every file of this version that is not in its cache. Rejects when one of them cannot be had; the others stay. */
async function fill() {
  const cache = await caches.open(CACHE)
  const kept = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname))
  const missing = [...FILES.keys()].filter((path) => !kept.has(path))
  const ended = await Promise.allSettled(missing.map(async (path) => await cache.put(path, await fetchOwn(path))))
  const failed = ended.find(({ status }) => status === 'rejected')
  if (failed) throw failed.reason
}

/** Fetches a file, past every cache, and only as it was built: a proxy, a portal or a server in the middle of a rollout may have another. */
async function fetchOwn(path) {
  const response = await fetch(new Request(path, { cache: 'reload', integrity: FILES.get(path) }))
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return response
}

async function keep(path, response) {
  const cache = await caches.open(CACHE)
  await cache.put(path, response)
}

async function inOwnCache(path) {
  return await caches.match(path, { cacheName: CACHE, ignoreVary: true })
}

async function inOtherCaches(path) {
  for (const cacheName of await otherCaches()) {
    const kept = await caches.match(path, { cacheName, ignoreVary: true })
    if (kept) return kept
  }
  return undefined
}

/** The names of the caches of other versions. */
async function otherCaches() {
  return (await caches.keys()).filter((name) => name.startsWith('holdfast-') && name !== CACHE)
}

/** Failing is no news here: the next page tries again. */
function quietly(task) {
  return task.catch(() => undefined)
}
