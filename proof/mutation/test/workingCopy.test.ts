import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { reachOf } from '../src/reach.ts'
import { sourcesIn, workingCopy } from '../src/workingCopy.ts'

function repository(t: TestContext, files: Record<string, string>): { root: string; copy: string } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'holdfast-copy-')))
  t.after(() => rmSync(root, { recursive: true, force: true }))
  for (const [file, text] of Object.entries({ 'package.json': '{ "workspaces": ["packages/*"] }', ...files })) write(join(root, file), text)
  return { root, copy: join(root, '.cache', 'copy') }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

test('the copy holds the sources as they stand on disk, and nothing that a machine wrote', (t) => {
  const { root, copy } = repository(t, { 'p/a.ts': 'a', 'p/build/b.ts': 'b', 'p/dist/c.ts': 'c', '.cache/d.ts': 'd' })
  workingCopy(root, copy)
  assert.equal(readFileSync(join(copy, 'p/a.ts'), 'utf8'), 'a')
  for (const file of ['p/build/b.ts', 'p/dist/c.ts', '.cache/d.ts']) assert.equal(existsSync(join(copy, file)), false, file)
})

test('a second copy takes away what is gone, puts back what was changed in the copy, and leaves the rest untouched', (t) => {
  const { root, copy } = repository(t, { 'a.ts': 'a', 'b.ts': 'b', 'c.ts': 'c' })
  workingCopy(root, copy)
  const before = statSync(join(copy, 'c.ts')).mtimeMs
  rmSync(join(root, 'a.ts'))
  write(join(copy, 'b.ts'), 'changed')
  workingCopy(root, copy)
  assert.equal(existsSync(join(copy, 'a.ts')), false)
  assert.equal(readFileSync(join(copy, 'b.ts'), 'utf8'), 'b')
  assert.equal(statSync(join(copy, 'c.ts')).mtimeMs, before)
})

test('our own packages are those of the copy, all others those of the repository', (t) => {
  const { root, copy } = repository(t, { 'packages/one/index.ts': '1', 'node_modules/other/index.js': '2' })
  mkdirSync(join(root, 'node_modules/@holdfast'))
  symlinkSync('../../packages/one', join(root, 'node_modules/@holdfast/one'))
  workingCopy(root, copy)
  assert.equal(realpathSync(join(copy, 'node_modules/@holdfast/one/index.ts')), join(copy, 'packages/one/index.ts'))
  assert.equal(realpathSync(join(copy, 'node_modules/other/index.js')), join(root, 'node_modules/other/index.js'))
})

test('the sources of a folder are its TypeScript without tests and declarations', (t) => {
  const { root } = repository(t, {
    'p/src/a.ts': '',
    'p/src/b.tsx': '',
    'p/src/c.d.ts': '',
    'p/test/d.ts': '',
    'p/src/e.test.ts': '',
    'p/f.json': '',
  })
  assert.deepEqual(sourcesIn(root, 'p'), ['p/src/a.ts', 'p/src/b.tsx'])
  assert.deepEqual(sourcesIn(root, 'p/src/a.ts'), ['p/src/a.ts'])
})

test('a test reaches what it imports through other files, by a path or by a package’s name', async (t) => {
  const { root } = repository(t, {
    'packages/one/package.json': '{ "name": "@holdfast/one", "exports": { ".": "./src/index.ts" } }',
    'packages/one/src/index.ts': "export * from './deep.ts'",
    'packages/one/src/deep.ts': 'export const deep = 1',
    'packages/one/test/near.test.ts': "import '../src/index.ts'",
    'packages/two/test/far.test.ts': "import { deep } from '@holdfast/one'\nconsole.log(deep)",
    'packages/two/test/not.test.ts': "import 'node:fs'\nimport 'unknown'",
  })
  mkdirSync(join(root, 'node_modules/@holdfast'), { recursive: true })
  symlinkSync('../../packages/one', join(root, 'node_modules/@holdfast/one'))
  assert.deepEqual(await reachOf(root, ['packages/one/src/deep.ts']), ['packages/one/test/near.test.ts', 'packages/two/test/far.test.ts'])
  assert.deepEqual(await reachOf(root, ['packages/one/src/deep.ts'], 'direct'), [])
  assert.deepEqual(await reachOf(root, ['packages/one/src/index.ts'], 'direct'), [
    'packages/one/test/near.test.ts',
    'packages/two/test/far.test.ts',
  ])
})
