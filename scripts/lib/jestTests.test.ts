import assert from 'node:assert/strict'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { jestTests } from './jestTests.ts'
import { root as repository } from './root.mjs'
import { folderWith } from './testing/folder.ts'

/** What the real Jest makes of these files. */
async function outcome(t: TestContext, files: Readonly<Record<string, string>>) {
  const root = folderWith(t, { 'app/jest.config.cjs': 'module.exports = {}', 'app/package.json': '{}', ...files })
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'), 'junction')
  return jestTests({ root, node: process.execPath, folder: 'app', limitMs: 600_000 })
}

test('tests that pass, fail and are skipped are counted one by one', async (t) => {
  const text = `test('a', () => {}); test('b', () => { throw new Error('no') }); test.skip('c', () => {}); test.todo('d')`
  assert.deepEqual(await outcome(t, { 'app/a.test.js': text }), { counts: { passed: 1, failed: 1, skipped: 2 }, problems: [] })
})

test('a file that cannot start and one that holds no test are failures, whatever the others say', async (t) => {
  const files = { 'app/a.test.js': `test('a', () => {})`, 'app/crash.test.js': `throw new Error('at once')`, 'app/empty.test.js': '' }
  assert.deepEqual((await outcome(t, files)).counts, { passed: 1, failed: 2, skipped: 0 })
})

test('no test at all, and a Jest that cannot start, are failures that say why', async (t) => {
  const none = await outcome(t, {})
  assert.deepEqual([none.counts.failed, none.problems.length], [1, 1])
  const broken = await outcome(t, {
    'app/jest.config.cjs': 'module.exports = { preset: "nowhere" }',
    'app/a.test.js': `test('a', () => {})`,
  })
  assert.deepEqual([broken.counts.failed, broken.problems.length], [1, 1])
})
