import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keptPages, type Pages } from '../keptPages.ts'

/** Pages as the bundler makes them, each answering what `page` says. */
const pagesOf = (page: (file: string) => unknown): Pages =>
  Object.assign(page, { keys: () => ['./today.tsx'], resolve: (file: string) => file, id: 'pages' })

test('a page that was loaded once is there at once, and is not loaded again', async () => {
  const asked: string[] = []
  const pages = keptPages(pagesOf((file) => (asked.push(file), Promise.resolve({ default: file }))))
  assert.deepEqual(pages.keys(), ['./today.tsx'])
  const loaded = await pages('./today.tsx')
  assert.deepEqual(loaded, { default: './today.tsx' })
  assert.equal(pages('./today.tsx'), loaded)
  assert.deepEqual(asked, ['./today.tsx'])
})

test('a page that could not be loaded is asked for again', async () => {
  let isOffline = true
  const pages = keptPages(pagesOf(() => (isOffline ? Promise.reject(new Error('no network')) : Promise.resolve('page'))))
  await assert.rejects(async () => await pages('./today.tsx'), /no network/)
  isOffline = false
  assert.equal(await pages('./today.tsx'), 'page')
})

test('where pages are no chunks they are handed on as they are', () => {
  const page = { default: 'Today' }
  assert.equal(keptPages(pagesOf(() => page))('./today.tsx'), page)
})
