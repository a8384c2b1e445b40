import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Counted } from './countReporter.ts'
import { folderWith } from './testing/folder.ts'

const reporter = pathToFileURL(fileURLToPath(new URL('countReporter.ts', import.meta.url))).href

function count(t: TestContext, text: string): Counted {
  const folder = folderWith(t, { 'a.test.mjs': text })
  const args = ['--test', `--test-reporter=${reporter}`, 'a.test.mjs']
  const { stdout } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  })
  const { empty, ...counts } = JSON.parse(stdout) as Counted
  return { ...counts, empty: empty.map((file) => file.slice(join(folder, '/').length)) }
}

const imports = `import { describe, test, before } from 'node:test'\n`

test('leaves are counted, suites and parents are not', (t) => {
  const text = `
    test('one', () => {})
    describe('suite', () => { test('two', () => {}); describe('inner', () => { test('three', () => {}) }) })
    test('parent', async (t) => { await t.test('four', () => {}); await t.test('parent too', async (t) => { await t.test('five', () => {}) }) })
    test('six', () => {})`
  assert.deepEqual(count(t, imports + text), { passed: 6, failed: 0, skipped: 0, empty: [] })
})

test('a failure is counted once, where it happened', (t) => {
  const text = `
    test('parent', async (t) => { await t.test('good', () => {}); await t.test('bad', () => { throw new Error('no') }) })
    describe('suite', () => { test('bad', async () => { throw new Error('no') }) })
    test('a parent that fails by itself', async (t) => { await t.test('good', () => {}); throw new Error('no') })`
  assert.deepEqual(count(t, imports + text), { passed: 2, failed: 3, skipped: 0, empty: [] })
})

test('skip and todo are skipped, whatever they would have said', (t) => {
  const text = `
    test('a', { skip: 'later' }, () => { throw new Error('no') })
    test('b', (t) => t.skip())
    test.todo('c')
    test('d', { todo: true }, () => { throw new Error('no') })
    describe('suite', { skip: true }, () => { test('never seen', () => {}) })`
  const { passed, failed, skipped } = count(t, imports + text)
  assert.deepEqual({ passed, failed }, { passed: 0, failed: 0 })
  assert.ok(skipped >= 4, `${skipped} skipped`)
})

test('a broken hook, a rejection nobody caught and a file that does not parse are failures', (t) => {
  assert.equal(count(t, imports + `describe('s', () => { before(() => { throw new Error('no') }); test('a', () => {}) })`).failed > 0, true)
  assert.equal(count(t, imports + `test('a', () => {}); setTimeout(() => Promise.reject(new Error('late')), 50)`).failed > 0, true)
  assert.equal(count(t, 'this is not JavaScript').failed, 1)
  assert.equal(count(t, 'process.exit(3)').failed, 1)
})

test('a file that holds no test passes nothing, and is named', (t) => {
  assert.deepEqual(count(t, 'export {}'), { passed: 0, failed: 0, skipped: 0, empty: ['a.test.mjs'] })
})
