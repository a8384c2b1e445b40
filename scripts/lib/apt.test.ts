import assert from 'node:assert/strict'
import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { aptGet } from './apt.ts'
import { folderWith } from './testing/folder.ts'

const posix = { skip: process.platform === 'win32' && 'no apt-get' }

/** An apt-get of ours that writes down what it is asked, and then does as the script says. */
function machine(t: TestContext, script: string, options: Partial<Parameters<typeof aptGet>[0]> = {}) {
  const root = folderWith(t, { 'bin/apt-get': `#!/bin/sh\nwhile [ "$1" = -o ]; do shift 2; done\necho "$@" >> "$ASKED"\n${script}\n` })
  chmodSync(join(root, 'bin/apt-get'), 0o755)
  const asked = join(root, 'asked')
  const env = { PATH: `${join(root, 'bin')}:/usr/bin:/bin`, ASKED: asked }
  const apt = aptGet({ root, env, limitMs: 600_000, isRoot: true, ...options })
  return { apt, asked: () => readFileSync(asked, 'utf8').trimEnd().split('\n') }
}

test('the lists are fetched once, before the first package: a bare machine has none', posix, async (t) => {
  const { apt, asked } = machine(t, 'exit 0')
  assert.equal(await apt.install(['g++']), undefined)
  assert.equal(await apt.install(['postgresql']), undefined)
  const install = 'install -y -qq --no-install-recommends'
  assert.deepEqual(asked(), ['update -qq', `${install} g++`, `${install} postgresql`])
})

test('the second name is tried when there is no package of the first', posix, async (t) => {
  const { apt, asked } = machine(t, 'case "$*" in *shell) exit 100;; esac')
  assert.equal(await apt.install(['chromium-headless-shell', 'chromium']), undefined)
  assert.match(asked().at(-1) ?? '', / chromium$/)
  assert.equal(await machine(t, 'exit 100').apt.install(['a', 'b']), 'apt-get install b ended with code 100')
})

test('one that hangs ends in the limit, and nothing else is tried with it', posix, async (t) => {
  const hangs = machine(t, 'exec /bin/sleep 600', { limitMs: 300 })
  assert.equal(await hangs.apt.install(['a']), 'apt-get update did not end in time')
  assert.equal(await hangs.apt.install(['b']), 'apt-get update did not end in time')
  assert.deepEqual(hangs.asked(), ['update -qq'])
  // 124 is what a run answers that was stopped.
  const later = machine(t, 'case "$1" in install) exit 124;; esac')
  assert.equal(await later.apt.install(['a', 'b']), 'apt-get install a did not end in time')
})

test('without root, and without an apt-get, nothing is tried', posix, async (t) => {
  assert.equal(await machine(t, 'exit 0', { isRoot: false }).apt.install(['a']), 'only root may use apt-get')
  assert.equal(await machine(t, 'exit 0', { env: { PATH: '/nowhere' } }).apt.install(['a']), 'there is no apt-get here')
})
