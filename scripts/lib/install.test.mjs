import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { install, npmCommand } from './install.mjs'
import { folderWith, put } from './testing/folder.mjs'

const stamp = 'node_modules/.holdfast-installed'
const lock = (name, dependencies) =>
  JSON.stringify({ name, lockfileVersion: 3, requires: true, packages: { '': { name, ...(dependencies && { dependencies }) } } })

test('installs once, and again only when package-lock.json changes', async (t) => {
  const root = folderWith(t, { 'package.json': '{"name":"a"}', 'package-lock.json': lock('a') })
  assert.equal(await install(root), undefined)
  assert.ok(existsSync(join(root, stamp)))

  put(root, { 'node_modules/kept/file': 'npm ci would remove this' })
  assert.equal(await install(root), undefined)
  assert.ok(existsSync(join(root, 'node_modules/kept/file')), 'the second time nothing was installed')

  put(root, { 'package.json': '{"name":"b"}', 'package-lock.json': lock('b') })
  assert.equal(await install(root), undefined)
  assert.ok(!existsSync(join(root, 'node_modules/kept/file')), 'a new lockfile was installed')
})

test('an install that fails is one sentence, and is tried again the next time', async (t) => {
  const root = folderWith(t, { 'package.json': '{"name":"a","dependencies":{"b":"1.0.0"}}', 'package-lock.json': lock('a') })
  assert.match(await install(root), /^The dependencies could not be installed: npm ci ended with code \d+; its reason stands above\.$/)
  assert.ok(!existsSync(join(root, stamp)))
})

test('without a lockfile there is nothing to install from', async (t) => {
  assert.match(await install(folderWith(t)), /^There is no package-lock\.json in /)
})

test('npm is the one that called us, on its own Node and not on the pinned one it is about to replace', () => {
  const env = { npm_execpath: '/usr/lib/npm-cli.js', npm_node_execpath: '/usr/bin/node' }
  assert.deepEqual(npmCommand(env, 'linux', '/repo/node'), { program: '/usr/bin/node', args: ['/usr/lib/npm-cli.js'] })
  assert.deepEqual(npmCommand({}, 'linux', '/repo/node'), { program: 'npm', args: [] })
  assert.deepEqual(npmCommand({ npm_execpath: '/usr/bin/yarn' }, 'win32', 'node').program, 'cmd.exe')
})
