import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { isHermes } from './nativeBundles.mjs'
import { folderWith } from './testing/folder.mjs'

test('Hermes bytecode is known by its first eight bytes, not by the name of its file', (t) => {
  const folder = folderWith(t, {
    'good.hbc': Buffer.from('c61fbc03c103191f62000000', 'hex'),
    'javascript.hbc': 'var a = 1',
    'empty.hbc': '',
  })
  const answers = ['good.hbc', 'javascript.hbc', 'empty.hbc'].map((name) => isHermes(join(folder, name)))
  assert.deepEqual(answers, [true, false, false])
})
