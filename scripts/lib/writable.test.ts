import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { folderWith } from './testing/folder.ts'
import { reasonOf, temporaryProblem, whyNotWritable } from './writable.mjs'

test('a folder for temporary files that works is left empty; one that does not is one sentence that names TMPDIR', (t) => {
  const folder = folderWith(t, { file: '' })
  assert.equal(temporaryProblem(folder), undefined)
  assert.deepEqual(readdirSync(folder), ['file'])
  const [nowhere, file] = [join(folder, 'nowhere'), join(folder, 'file')]
  const begin = 'The folder for temporary files,'
  assert.equal(temporaryProblem(nowhere), `${begin} ${nowhere}, cannot be used: it does not exist. Name another one with TMPDIR.`)
  assert.equal(
    temporaryProblem(file),
    `${begin} ${file}, cannot be used: it, or a part of its path, is a file. Name another one with TMPDIR.`,
  )
})

test('a folder that is not there yet is made', (t) => {
  const folder = folderWith(t)
  assert.equal(whyNotWritable(join(folder, 'a/b')), undefined)
  assert.deepEqual(readdirSync(join(folder, 'a')), ['b'])
})

test('a full disk and a read-only one are said as such', () => {
  assert.deepEqual(
    ['ENOSPC', 'EROFS'].map((code) => reasonOf(Object.assign(new Error(code), { code }))),
    ['the disk is full', 'the disk is read-only'],
  )
})
