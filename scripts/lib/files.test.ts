import assert from 'node:assert/strict'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import { digest, filesUnder } from './files.ts'
import { folderWith, put } from './testing/folder.ts'

test('sources are found in order; what machines write is not', (t) => {
  const names = ['b.ts', 'a/c.ts', 'a/distance.ts', 'dist/x', 'dist-build-1/x', 'a/node_modules/x', '.expo/x']
  const folder = folderWith(t, Object.fromEntries(names.map((name) => [name, ''])))
  const found = filesUnder(folder).map((file) => relative(folder, file).replaceAll('\\', '/'))
  assert.deepEqual(found, ['a/c.ts', 'a/distance.ts', 'b.ts'])
  assert.deepEqual(filesUnder(join(folder, 'nothing')), [])
  assert.deepEqual(filesUnder(join(folder, 'b.ts')), [join(folder, 'b.ts')])
})

test('a digest follows names, contents and the text beside them, and nothing else', (t) => {
  const folder = folderWith(t, { 'a.ts': 'one', 'b.ts': 'two' })
  const now = (more?: string) => digest(folder, filesUnder(folder), more)
  const first = now()
  assert.equal(now(), first)
  assert.notEqual(now('EXPO_PUBLIC_API=x'), first)
  put(folder, { 'a.ts': 'onet', 'b.ts': 'wo' })
  assert.notEqual(now(), first)
  put(folder, { 'a.ts': 'one', 'b.ts': 'two' })
  assert.equal(now(), first)
  put(folder, { 'c.ts': '' })
  assert.notEqual(now(), first)
})
