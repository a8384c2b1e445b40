import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test, type TestContext } from 'node:test'
import { firstLoad, firstLoadMax, firstLoadProblem } from './firstLoad.ts'
import { folderWith } from './testing/folder.ts'

const page = '<link rel="prefetch" href="/_expo/static/js/web/later-2.js" /><script src="/_expo/static/js/web/index-1.js" defer></script>'
const built = (t: TestContext, first: string) =>
  firstLoad(
    folderWith(t, {
      'index.html': page,
      'sw.js': 'worker',
      '_expo/static/js/web/index-1.js': first,
      '_expo/static/js/web/later-2.js': 'a page for later',
    }),
  )

test('the first load is what the page asks for, compressed; other chunks and the worker are not in it', (t) => {
  const { files, firstBytes, allBytes } = built(t, 'x'.repeat(10_000))
  assert.deepEqual(
    files.map(({ name, first }) => `${name} ${first}`).sort((a, b) => a.localeCompare(b)),
    ['index-1.js true', 'later-2.js false'],
  )
  assert.ok(firstBytes > 0 && firstBytes < 100, String(firstBytes))
  assert.equal(
    allBytes,
    files.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0),
  )
})

test('a first load that grew too heavy, or a page without script, is one sentence', (t) => {
  assert.equal(firstLoadProblem(built(t, 'small')), undefined)
  assert.match(firstLoadProblem(built(t, randomBytes(firstLoadMax).toString('hex'))) ?? '', /^The first load is \d+ B of JavaScript/)
  assert.match(firstLoadProblem(firstLoad(folderWith(t, { 'index.html': '<p>' }))) ?? '', /asks for no JavaScript/)
})
