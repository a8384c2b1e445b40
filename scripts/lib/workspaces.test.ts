import assert from 'node:assert/strict'
import { test } from 'node:test'
import { folderWith } from './testing/folder.ts'
import { withTsconfig, workspaces } from './workspaces.ts'

test('workspaces are the folders the root names that hold a package.json', (t) => {
  const root = folderWith(t, {
    'package.json': JSON.stringify({ workspaces: ['apps/*', 'packages/*', '!packages/own', 'e2e', 'nowhere/*'] }),
    'apps/api/package.json': '{}',
    'apps/notes.md': '',
    'packages/journal/package.json': '{}',
    'packages/own/package.json': '{}',
    'packages/empty/README.md': '',
    'e2e/package.json': '{}',
  })
  assert.deepEqual(workspaces(root), ['apps/api', 'e2e', 'packages/journal'])
})

test('code with a tsconfig.json is found though it is no workspace', (t) => {
  const root = folderWith(t, {
    'bench/tsconfig.json': '{}',
    'packages/own/tsconfig.json': '{}',
    'packages/notes/a.md': '',
    'tsconfig.json': '{}',
  })
  assert.deepEqual(withTsconfig(root), ['bench', 'packages/own'])
})
