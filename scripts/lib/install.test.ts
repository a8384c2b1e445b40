import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, readFileSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { install, npmCommand } from './install.mjs'
import { folderWith, put } from './testing/folder.ts'
import { moduleName, startProcess } from './testing/process.ts'

const stamp = 'node_modules/.holdfast-installed'
const lock = (name: string) => JSON.stringify({ name, lockfileVersion: 3, requires: true, packages: { '': { name } } })

/**
 * A repository with an npm of ours beside it, which does as npm ci does: it begins to remove what is there, fills half of node_modules, goes
 * on when the file `go` is beside it, removes the rest and fills the rest. `starts` installs in a process of its own, which ends with its input.
 */
function repository(t: TestContext) {
  const root = folderWith(t, { 'package-lock.json': lock('a') })
  const beside = folderWith(t, {
    'npm.mjs': `
      import { appendFileSync, existsSync, mkdirSync, rmSync, watch, writeFileSync } from 'node:fs'
      import { fileURLToPath } from 'node:url'
      const beside = fileURLToPath(new URL('.', import.meta.url))
      mkdirSync('node_modules', { recursive: true })
      for (const name of ['half', 'whole']) rmSync('node_modules/' + name, { force: true })
      writeFileSync('node_modules/busy', '')
      writeFileSync('node_modules/half', '')
      console.log('npm ' + process.pid + ' has begun')
      await new Promise((resolve) => {
        const look = () => existsSync(beside + 'go') && resolve()
        watch(beside, look)
        look()
      })
      appendFileSync(beside + 'installed', 'once ')
      for (const name of ['busy', '.holdfast-installed']) rmSync('node_modules/' + name, { force: true })
      writeFileSync('node_modules/whole', '')
      process.exit(0)`,
  })
  const npm = { program: process.execPath, args: [join(beside, 'npm.mjs')] }
  const text = `
    import { install } from ${moduleName('install.mjs')}
    const problem = await install(${JSON.stringify(root)}, { npm: ${JSON.stringify(npm)}, everyMs: 50 })
    console.log(problem ?? 'installed')
    if (problem) process.exit(1)
    await new Promise((resolve) => process.stdin.once('end', resolve).resume())`
  return {
    root,
    starts: (env?: NodeJS.ProcessEnv) => startProcess(t, text, { env }),
    go: () => put(beside, { go: '' }),
    wait: () => renameSync(join(beside, 'go'), join(beside, 'gone')),
    installations: () =>
      existsSync(join(beside, 'installed')) ? readFileSync(join(beside, 'installed'), 'utf8').trim().split(' ').length : 0,
    inside: () => readdirSync(join(root, 'node_modules')).sort(),
  }
}

const whole = ['.holdfast-installed', 'half', 'whole']

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
  assert.match(
    (await install(root)) ?? '',
    /^The dependencies could not be installed: npm ci ended with code \d+; its reason stands above\.$/,
  )
  assert.ok(!existsSync(join(root, stamp)))
})

test('two at once: the second says for whom it waits, and finds everything installed', async (t) => {
  const { starts, go, installations, inside } = repository(t)
  const first = starts({ npm_lifecycle_event: 'start' })
  await first.until(/npm \d+ has begun/)
  const second = starts({ npm_lifecycle_event: 'test' })
  await second.until(/Another Holdfast command \(npm start, process \d+\) is installing the dependencies in .*; waiting for it …\n/)
  await first.until(/ {2}still installing, /)
  go()
  await Promise.all([first, second].map((one) => one.until(/^installed$/m)))
  assert.deepEqual([installations(), inside()], [1, whole])
})

test('four that begin at the same moment install once', async (t) => {
  const { starts, go, installations, inside } = repository(t)
  go()
  const all = [1, 2, 3, 4].map(() => starts())
  await Promise.all(all.map((one) => one.until(/^installed$/m)))
  assert.deepEqual([installations(), inside()], [1, whole])
})

test('an installation killed in the middle is done again', async (t) => {
  const { starts, go, installations, inside } = repository(t)
  const first = starts()
  const npm = Number(/npm (\d+) has begun/.exec(await first.until(/npm \d+ has begun/))?.[1])
  first.child.kill('SIGKILL')
  process.kill(npm, 'SIGKILL')
  await first.ended
  assert.deepEqual(inside(), ['busy', 'half'])
  go()
  await starts().until(/^installed$/m)
  assert.deepEqual([installations(), inside()], [1, whole])
})

test(
  'an npm whose command was killed is waited for, and the installation done again',
  { skip: process.platform !== 'linux' },
  async (t) => {
    const { starts, go, installations, inside } = repository(t)
    const first = starts()
    await first.until(/npm \d+ has begun/)
    first.child.kill('SIGKILL')
    await once(first.child, 'exit')
    const second = starts()
    await second.until(/waiting for it …\n/)
    go()
    await second.until(/^installed$/m)
    assert.deepEqual([installations(), inside()], [2, whole])
  },
)

test('a stamp that a killed installation of another lockfile left does not speak for that one again', async (t) => {
  const { root, starts, go, wait, inside } = repository(t)
  go()
  const first = starts()
  await first.until(/^installed$/m)
  first.child.stdin.end()
  await first.ended
  wait()
  put(root, { 'package-lock.json': lock('b') })
  const killed = starts()
  const npm = Number(/npm (\d+) has begun/.exec(await killed.until(/npm \d+ has begun/))?.[1])
  killed.child.kill('SIGKILL')
  process.kill(npm, 'SIGKILL')
  await killed.ended
  put(root, { 'package-lock.json': lock('a') })
  go()
  await starts().until(/^installed$/m)
  assert.deepEqual(inside(), whole)
})

test('what another command runs on is not removed under it: that is one sentence, until it has ended', async (t) => {
  const { root, starts, go, inside, installations } = repository(t)
  go()
  const server = starts({ npm_lifecycle_event: 'start' })
  await server.until(/^installed$/m)
  put(root, { 'package-lock.json': lock('b') })
  const { code, out } = await starts().ended
  assert.equal(code, 1)
  assert.match(
    out,
    /^The dependencies are no longer those of package-lock\.json, and another Holdfast command \(npm start, process \d+\) runs on them\. /,
  )
  assert.deepEqual([installations(), inside()], [1, whole])
  server.child.stdin.end()
  await server.ended
  await starts().until(/^installed$/m)
  assert.equal(installations(), 2)
})

test('without a lockfile there is nothing to install from', async (t) => {
  assert.match((await install(folderWith(t))) ?? '', /^There is no package-lock\.json in /)
})

test('a checkout that cannot be written will do when everything is installed, and is one sentence when it is not', async (t) => {
  const root = folderWith(t, { '.cache': 'a file', 'package-lock.json': lock('a') })
  const sentence = `The dependencies must be installed, and ${root} cannot be written: it, or a part of its path, is a file.`
  assert.equal(await install(root), sentence)
  const other = folderWith(t, { 'package.json': '{"name":"a"}', 'package-lock.json': lock('a') })
  await install(other)
  put(root, { [stamp]: readFileSync(join(other, stamp), 'utf8') })
  assert.equal(await install(root), undefined)
})

test('npm is the one that called us, on its own Node and not on the pinned one it is about to replace', () => {
  const env = { npm_execpath: '/usr/lib/npm-cli.js', npm_node_execpath: '/usr/bin/node' }
  assert.deepEqual(npmCommand(env, 'linux', '/repo/node'), { program: '/usr/bin/node', args: ['/usr/lib/npm-cli.js'] })
  assert.deepEqual(npmCommand({}, 'linux', '/repo/node'), { program: 'npm', args: [] })
  assert.deepEqual(npmCommand({ npm_execpath: '/usr/lib/yarn/bin/yarn.js' }, 'linux', '/repo/node'), { program: 'npm', args: [] })
  assert.deepEqual(npmCommand({ npm_execpath: '/usr/bin/yarn' }, 'win32', 'node').program, 'cmd.exe')
})
