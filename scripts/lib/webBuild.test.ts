import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { folderWith, put } from './testing/folder.ts'
import { moduleName, startProcess } from './testing/process.ts'
import { sourceDigest, webBuild } from './webBuild.ts'
import { webDir } from './webDir.mjs'

// Stand-ins for expo and the service worker script: they fail when the source says so, and write what it says.
const stubs = {
  'node_modules/expo/bin/cli': `
    const fs = require('node:fs'), folder = process.argv[process.argv.indexOf('--output-dir') + 1]
    const source = fs.readFileSync('app/today.tsx', 'utf8')
    fs.mkdirSync(folder, { recursive: true })
    fs.writeFileSync(folder + '/index.html', source + process.env.EXPO_OFFLINE + process.env.NODE_ENV)
    if (source.includes('broken')) process.exit(1)`,
  'apps/mobile/scripts/buildServiceWorker.ts': `
    import fs from 'node:fs'
    if (fs.readFileSync('app/today.tsx', 'utf8').includes('no worker')) process.exit(2)
    fs.writeFileSync(process.argv[2] + '/sw.js', fs.readdirSync(process.argv[2]).join())`,
  'apps/mobile/app/today.tsx': 'one ',
  'package-lock.json': '{}',
}

const build = (root: string) => webBuild({ root, node: process.execPath })
const page = (root: string) => readFileSync(join(webDir(root), 'index.html'), 'utf8')

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
  assert.match((await build(root)) ?? '', /^The web app could not be built: expo export ended with code 1; /)
  put(root, { 'apps/mobile/app/today.tsx': 'no worker' })
  assert.match((await build(root)) ?? '', /^The service worker could not be built: /)
  assert.equal(page(root), 'one 1production')
  assert.deepEqual(readdirSync(join(root, 'apps/mobile')).sort(), ['app', 'dist', 'scripts'])
})

test('what a killed build left behind is swept away', async (t) => {
  const left = ['dist-build', 'dist-old', 'dist-build-4711'].map((name) => `apps/mobile/${name}/x`)
  const root = folderWith(t, { ...stubs, ...Object.fromEntries(left.map((file) => [file, ''])) })
  await build(root)
  assert.deepEqual(readdirSync(join(root, 'apps/mobile')).sort(), ['app', 'dist', 'scripts'])
})

test('two at once build once: the second says for whom it waits, and finds the app built', async (t) => {
  const gate = `
    const waits = setInterval(() => {
      if (!fs.existsSync('../../go')) return
      clearInterval(waits)
      fs.appendFileSync('../../built', 'once ')
      console.log('every asset there is')
    }, 10)`
  const root = folderWith(t, { ...stubs, 'node_modules/expo/bin/cli': stubs['node_modules/expo/bin/cli'] + gate })
  const text = `
    import { webBuild } from ${moduleName('webBuild.ts')}
    console.log((await webBuild({ root: ${JSON.stringify(root)}, node: process.execPath, everyMs: 20 })) ?? 'good')`
  const first = startProcess(t, text)
  await first.until(/still building for web/)
  const second = startProcess(t, text)
  await second.until(/Another Holdfast command \(.*\) is building the web app; waiting for it …\n/)
  put(root, { go: '' })
  const [built, waited] = [(await first.ended).out, (await second.ended).out]
  assert.match(
    built,
    /^Building the web app; .* goes to \.cache[\\/]logs[\\/]expo-web\.log …\n( {2}still .*\n)*The web app is built \(.*\)\.\ngood\n$/,
  )
  assert.match(waited, /The web app is up to date\.\ngood\n$/)
  assert.equal(readFileSync(join(root, 'built'), 'utf8'), 'once ')
  assert.equal(readFileSync(join(root, '.cache/logs/expo-web.log'), 'utf8'), 'every asset there is\n')
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
