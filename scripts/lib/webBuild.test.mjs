import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { folderWith, put } from './testing/folder.mjs'
import { sourceDigest, webBuild, webDir } from './webBuild.mjs'

// Stand-ins for expo and the service worker script: they fail when the source says so, and write what it says.
const stubs = {
  'node_modules/expo/bin/cli': `
    const fs = require('node:fs'), folder = process.argv[process.argv.indexOf('--output-dir') + 1]
    const source = fs.readFileSync('app/today.tsx', 'utf8')
    fs.mkdirSync(folder, { recursive: true })
    fs.writeFileSync(folder + '/index.html', source + process.env.EXPO_OFFLINE + process.env.NODE_ENV)
    if (source.includes('broken')) process.exit(1)`,
  'apps/mobile/scripts/buildServiceWorker.mjs': `
    import fs from 'node:fs'
    if (fs.readFileSync('app/today.tsx', 'utf8').includes('no worker')) process.exit(2)
    fs.writeFileSync(process.argv[2] + '/sw.js', fs.readdirSync(process.argv[2]).join())`,
  'apps/mobile/app/today.tsx': 'one ',
  'package-lock.json': '{}',
}

const build = (root) => webBuild({ root, node: process.execPath })
const page = (root) => readFileSync(join(webDir(root), 'index.html'), 'utf8')

test('the app is built with its service worker, and again only when a source changed', async (t) => {
  const root = folderWith(t, stubs)
  assert.equal(await build(root), undefined)
  assert.equal(page(root), 'one 1production')
  assert.equal(readFileSync(join(webDir(root), 'sw.js'), 'utf8'), 'index.html', 'the worker saw the exported files and no stamp')

  put(root, { 'apps/mobile/dist/index.html': 'a second build would replace this' })
  assert.equal(await build(root), undefined)
  assert.equal(page(root), 'a second build would replace this')

  put(root, { 'apps/mobile/app/today.tsx': 'two ' })
  assert.equal(await build(root), undefined)
  assert.equal(page(root), 'two 1production')
})

test('a build that fails is one sentence, leaves the old app standing and nothing else behind', async (t) => {
  const root = folderWith(t, stubs)
  await build(root)
  put(root, { 'apps/mobile/app/today.tsx': 'broken' })
  assert.match(await build(root), /^The web app could not be built: expo export ended with code 1; /)
  put(root, { 'apps/mobile/app/today.tsx': 'no worker' })
  assert.match(await build(root), /^The service worker could not be built: /)
  assert.equal(page(root), 'one 1production')
  assert.deepEqual(readdirSync(join(root, 'apps/mobile')).sort(), ['app', 'dist', 'scripts'])
})

test('what a killed build left behind is swept away; what a living one writes is not', async (t) => {
  const living = `apps/mobile/dist-build-${process.ppid}`
  const root = folderWith(t, { ...stubs, 'apps/mobile/dist-build-999999999/x': '', [`${living}/x`]: '' })
  await build(root)
  assert.deepEqual([existsSync(join(root, 'apps/mobile/dist-build-999999999')), existsSync(join(root, living))], [false, true])
})

test('every source and every inlined variable makes another build', (t) => {
  const root = folderWith(t, stubs)
  const seen = new Set([sourceDigest(root, {}), sourceDigest(root, { EXPO_PUBLIC_API: 'x' })])
  const sources = ['apps/mobile/public/a', 'packages/contract/a', 'packages/journal/a', 'packages/outbox/a', 'package-lock.json']
  for (const source of sources) {
    put(root, { [source]: source })
    seen.add(sourceDigest(root, {}))
  }
  assert.equal(seen.size, 2 + sources.length)
  put(root, { 'apps/api/src/main.ts': 'x', 'apps/mobile/dist/x': 'x', 'apps/mobile/.expo/x': 'x', 'apps/mobile/ios/x': 'x' })
  seen.add(sourceDigest(root, { PATH: 'x' }))
  assert.equal(seen.size, 2 + sources.length, 'the server, what was built and other variables do not')
})
