import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipBytesMax, librarySize } from './lib/librarySize.ts'
import { root } from './lib/root.mjs'

test('journal and outbox together do not grow', async () => {
  const { gzipBytes } = await librarySize(root, 'packages/journal', 'packages/outbox')
  assert.ok(gzipBytes <= gzipBytesMax, `${gzipBytes} B`)
  assert.ok(gzipBytes > 1_000, 'something was measured')
})

test('the journal depends on nothing, and the outbox on the journal alone', () => {
  const dependencies = (name: string) => {
    const manifest = JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')) as { dependencies?: object }
    return manifest.dependencies ?? {}
  }
  assert.deepEqual(dependencies('journal'), {})
  assert.deepEqual(Object.keys(dependencies('outbox')), ['@holdfast/journal'])
})
