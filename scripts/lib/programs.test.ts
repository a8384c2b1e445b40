import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { test } from 'node:test'
import { isProgram, onPath } from './programs.ts'
import { folderWith } from './testing/folder.ts'

const posix = { skip: process.platform === 'win32' && 'POSIX permissions' }

test('a program is a regular file that may be executed, or a link to one; a folder is none', posix, (t) => {
  const folder = folderWith(t, { program: '', text: '' })
  chmodSync(join(folder, 'program'), 0o755)
  mkdirSync(join(folder, 'folder'))
  symlinkSync('program', join(folder, 'link'))
  symlinkSync('folder', join(folder, 'linkToFolder'))
  symlinkSync('nowhere', join(folder, 'broken'))
  const answers = ['program', 'link', 'folder', 'linkToFolder', 'broken', 'text', 'nothing'].map((name) => isProgram(join(folder, name)))
  assert.deepEqual(answers, [true, true, false, false, false, false, false])
})

test('a program on PATH is found past a folder of the same name', posix, (t) => {
  const folder = folderWith(t, { 'a/tool/file': '', 'b/tool': '' })
  chmodSync(join(folder, 'b/tool'), 0o755)
  assert.equal(onPath('tool', { PATH: [join(folder, 'a'), join(folder, 'b')].join(delimiter) }), join(folder, 'b/tool'))
  assert.equal(onPath('tool', {}), undefined)
})
