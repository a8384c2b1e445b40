import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { withWritableHome } from './home.mjs'
import { folderWith } from './testing/folder.ts'

const posix = { skip: process.platform === 'win32' && 'Windows keeps these elsewhere' }

test('a home that can be written stays', posix, (t) => {
  const env = { HOME: folderWith(t), PATH: 'x' }
  assert.equal(withWritableHome(folderWith(t), env), env)
})

test('for one that cannot, everything goes to a folder of the checkout, and npm still reads its own settings', posix, (t) => {
  const root = folderWith(t)
  const own = join(root, '.cache/home')
  const env = withWritableHome(root, { HOME: '/nonexistent', npm_config_cache: '/nonexistent/.npm', PATH: 'x' })
  assert.deepEqual(env, { HOME: own, npm_config_userconfig: '/nonexistent/.npmrc', npm_config_cache: join(own, '.npm'), PATH: 'x' })
  assert.ok(existsSync(own))
  const cache = folderWith(t)
  const named = { HOME: '/nonexistent', npm_config_cache: cache, npm_config_userconfig: '/etc/mine' }
  assert.deepEqual(withWritableHome(root, named), { ...named, HOME: own })
})
