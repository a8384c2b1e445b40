import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keptPages, type LatePage, type Pages } from '../keptPages.ts'

/** Pages as the bundler makes them; loading one calls `page` with its file. */
const pagesOf = (page: (file: string) => unknown, files = ['./today.tsx']): Pages =>
  Object.assign(page, { keys: () => files, resolve: (file: string) => file, id: 'pages' })

const never = new Promise<never>(() => {})
const options = { late: (page: LatePage): unknown => ({ late: page }), whenLate: () => never }

test('a page that was loaded once is there at once, and is not loaded again', async () => {
  const asked: string[] = []
  const pages = keptPages(
    pagesOf((file) => (asked.push(file), Promise.resolve({ default: file }))),
    options,
  )
  assert.deepEqual(pages.keys(), ['./today.tsx'])
  const loaded = await pages('./today.tsx')
  assert.deepEqual(loaded, { default: './today.tsx' })
  assert.equal(pages('./today.tsx'), loaded)
  assert.deepEqual(asked, ['./today.tsx'])
})

test('a page that fails to load is replaced by one that has the error and can load again; after that, the page is there', async () => {
  let isOffline = true
  const failed = new Error('no network')
  const pages = keptPages(
    pagesOf(() => (isOffline ? Promise.reject(failed) : Promise.resolve('page'))),
    options,
  )
  const { late } = (await pages('./today.tsx')) as { late: LatePage }
  assert.equal(late.failed, failed)
  await assert.rejects(late.load(), failed)
  isOffline = false
  assert.equal(await late.load(), 'page')
  assert.equal(pages('./today.tsx'), 'page')
})

test('a page that is late is replaced by one that waits for it', async () => {
  let comes = (_page: string): void => {}
  const pages = keptPages(
    pagesOf(() => new Promise((resolve) => (comes = resolve))),
    { ...options, whenLate: () => Promise.resolve() },
  )
  const { late } = (await pages('./today.tsx')) as { late: LatePage }
  assert.equal(late.failed, null)
  const loading = late.load()
  comes('page')
  assert.equal(await loading, 'page')
})

test('a page is shown when the pages it needs are loaded too, except those that fail to load', async () => {
  const files = ['./logger.tsx', './complete.tsx', './gone.tsx', './today.tsx']
  let comes = (_page: string): void => {}
  const asked: string[] = []
  const answers: Record<string, Promise<unknown>> = {
    './logger.tsx': Promise.resolve('logger'),
    './complete.tsx': new Promise((resolve) => (comes = resolve)),
    './gone.tsx': Promise.reject(new Error('404')),
  }
  const pages = keptPages(
    pagesOf((file) => (asked.push(file), answers[file]), files),
    { ...options, needs: () => ['./complete.tsx', './gone.tsx'] },
  )
  let isShown = false
  const logger = (pages('./logger.tsx') as Promise<unknown>).then((page) => ((isShown = true), page))
  await new Promise(setImmediate)
  assert.equal(isShown, false)
  comes('complete')
  assert.equal(await logger, 'logger')
  assert.equal(pages('./complete.tsx'), 'complete')
  assert.deepEqual(asked.toSorted(), ['./complete.tsx', './gone.tsx', './logger.tsx'])
})

test('pages that are not chunks are passed on unchanged', () => {
  const page = { default: 'Today' }
  assert.equal(
    keptPages(
      pagesOf(() => page),
      options,
    )('./today.tsx'),
    page,
  )
})
