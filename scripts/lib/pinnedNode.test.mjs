import assert from 'node:assert/strict'
import { delimiter, join } from 'node:path'
import { test } from 'node:test'
import { pinnedNode, runsTypeScript, withPinnedNode } from './pinnedNode.mjs'
import { folderWith } from './testing/folder.mjs'

test('types are stripped from Node 22.18 on', () => {
  const answers = ['v20.20.2', 'v22.17.1', 'v22.18.0', 'v24.0.0'].map(runsTypeScript)
  assert.deepEqual(answers, [false, false, true, true])
})

test('where no Node is pinned, the one that runs us must do', (t) => {
  assert.deepEqual(pinnedNode(folderWith(t)), { path: process.execPath })
})

test('a pinned Node that cannot be started here is not used', (t) => {
  const root = folderWith(t, { 'node_modules/.bin/node': 'not a program' })
  assert.deepEqual(pinnedNode(root), { path: process.execPath })
})

test('a plain `node` finds the pinned one first, however the system spells PATH', () => {
  const bin = join('/repo', 'node_modules', '.bin')
  assert.deepEqual(withPinnedNode('/repo', { Path: 'x', A: '1' }), { Path: `${bin}${delimiter}x`, A: '1' })
  assert.deepEqual(withPinnedNode('/repo', {}), { PATH: bin })
})
