import assert from 'node:assert/strict'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { chromium, findChromium } from './chromium.mjs'
import { folderWith } from './testing/folder.mjs'

test('CHROMIUM_PATH wins, and a wrong one is said instead of replaced', async () => {
  assert.deepEqual(await chromium({ env: { CHROMIUM_PATH: process.execPath } }), { path: process.execPath })
  const { problem } = await chromium({ env: { CHROMIUM_PATH: '/no/such/chromium', PATH: process.env.PATH } })
  assert.equal(problem, 'CHROMIUM_PATH is /no/such/chromium, which is not a program that can be run.')
})

test('a Chromium on PATH is found first', { skip: process.platform === 'win32' && 'POSIX names' }, (t) => {
  const bin = folderWith(t, { chromium: '#!/bin/sh\n', 'google-chrome-stable': 'not executable' })
  chmodSync(join(bin, 'chromium'), 0o755)
  assert.equal(findChromium({ PATH: bin }), join(bin, 'chromium'))
})

test('of two beside each other the one without windows is taken', { skip: process.platform === 'win32' && 'POSIX names' }, (t) => {
  const bin = folderWith(t, { chromium: '#!/bin/sh\n', 'chromium-headless-shell': '#!/bin/sh\n' })
  for (const name of ['chromium', 'chromium-headless-shell']) chmodSync(join(bin, name), 0o755)
  assert.equal(findChromium({ PATH: bin }), join(bin, 'chromium-headless-shell'))
})

test(
  'a folder is no Chromium, also one of that name: a machine without a browser finds none',
  { skip: process.platform === 'win32' && 'POSIX names' },
  (t) => {
    const bare = folderWith(t, { 'chromium/readme': 'a folder of that name', 'opt/readme': '' })
    const env = { PATH: bare, PLAYWRIGHT_BROWSERS_PATH: join(bare, 'opt') }
    assert.equal(findChromium(env, [bare, join(bare, 'opt'), join(bare, 'chromium')]), undefined)
  },
)
