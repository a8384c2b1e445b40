import assert from 'node:assert/strict'
import { chmodSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { dataDirProblem } from './dataDir.mjs'
import { folderWith } from './testing/folder.ts'

test('a folder that can hold the database is made and left empty', (t) => {
  const folder = join(folderWith(t), 'deep', 'data')
  assert.equal(dataDirProblem(folder), undefined)
  assert.deepEqual(readdirSync(folder), [])
})

test('a file where the folder should be is said in one sentence', (t) => {
  const folder = folderWith(t, { data: 'a file' })
  for (const path of [join(folder, 'data'), join(folder, 'data', 'below')]) {
    assert.equal(dataDirProblem(path), `DATA_DIR ${path} cannot be used: it, or a part of its path, is a file.`)
  }
})

test('a folder this account may not write is said in one sentence', { skip: process.platform === 'win32' && 'no permissions' }, (t) => {
  const folder = folderWith(t)
  chmodSync(folder, 0o555)
  // Root may write anywhere, so for one call it is nobody.
  const isRoot = process.geteuid?.() === 0
  if (isRoot) process.seteuid?.(65534)
  const problem = dataDirProblem(folder)
  if (isRoot) process.seteuid?.(0)
  assert.equal(problem, `DATA_DIR ${folder} cannot be used: this account may not write there.`)
})
