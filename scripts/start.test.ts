import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, test, type TestContext } from 'node:test'
import { install } from './lib/install.mjs'
import { root } from './lib/root.mjs'
import { folderWith, put } from './lib/testing/folder.ts'

/** Starts a repository's start.mjs and gathers what it says. */
function start(folder: string, env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, [join(folder, 'scripts/start.mjs')], {
    cwd: folder,
    env: { ...process.env, DEMO: undefined, DATABASE_URL: undefined, HOST: undefined, ...env },
  })
  after(() => void child.kill('SIGKILL'))
  const said = { out: '', err: '' }
  child.stdout.on('data', (text) => (said.out += text))
  child.stderr.on('data', (text) => (said.err += text))
  const ended = once(child, 'exit').then(([code]) => ({ code, ...said }))
  const until = async (word: string) => {
    while (!said.out.includes(word) && child.exitCode === null) await Promise.race([once(child.stdout, 'data'), ended])
  }
  return { child, ended, until }
}

/** A repository with the real scripts, an installed stamp, and stand-ins for everything they call. */
async function repository(t: TestContext, server: string): Promise<string> {
  const folder = folderWith(t, {
    'package.json': '{"name":"a","type":"module"}',
    'package-lock.json': '{"name":"a","lockfileVersion":3,"packages":{"":{"name":"a"}}}',
    'apps/mobile/scripts/buildServiceWorker.ts': '',
    'apps/api/src/main.ts': server,
  })
  cpSync(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true })
  await install(folder)
  put(folder, {
    'node_modules/expo/bin/cli': `const f = process.argv[process.argv.indexOf('--output-dir') + 1]; require('fs').mkdirSync(f); require('fs').writeFileSync(f + '/index.html', '')`,
  })
  return folder
}

test('a wrong PORT, a taken one and a useless DATA_DIR are one sentence at once, before anything is installed or built', async (t) => {
  const folder = folderWith(t, { file: '' })
  cpSync(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true })
  const other = createServer().listen(0)
  await once(other, 'listening')
  const taken = String((other.address() as AddressInfo).port)
  const answers = await Promise.all(
    [{ PORT: 'http' }, { PORT: taken }, { PORT: '0', DATA_DIR: join(folder, 'file') }].map((env) => start(folder, env).ended),
  )
  other.close()
  assert.deepEqual(
    answers.map(({ code, out, err }) => [code, out, err.split('\n').length]),
    [
      [1, '', 2],
      [1, '', 2],
      [1, '', 2],
    ],
  )
  assert.match(answers[0]?.err ?? '', /^PORT is “http”, which is no port: /)
  assert.match(answers[1]?.err ?? '', new RegExp(`^Port ${taken} is taken `))
  assert.match(answers[2]?.err ?? '', /^DATA_DIR .* is a file\.$/m)
})

test('the server gets its settings, and its exit code is ours', async (t) => {
  const folder = await repository(
    t,
    `const { DEMO, WEB_DIR, DATA_DIR, PORT } = process.env as Record<string, string>
     console.log(JSON.stringify({ DEMO, WEB_DIR, DATA_DIR, PORT }))
     process.exit(7)`,
  )
  const { code, out } = await start(folder, { PORT: '0', DATA_DIR: '' }).ended
  assert.equal(code, 7)
  assert.deepEqual(JSON.parse(out.trim().split('\n').at(-1) ?? ''), {
    DEMO: '1',
    WEB_DIR: join(folder, 'apps/mobile/dist'),
    DATA_DIR: join(folder, '.data'),
    PORT: '0',
  })
  const chosen = await start(folder, { PORT: '0', DATA_DIR: 'mine', DEMO: '0' }).ended
  assert.match(chosen.out, /The web app is up to date\./)
  const { DEMO, DATA_DIR } = JSON.parse(chosen.out.trim().split('\n').at(-1) ?? '')
  assert.deepEqual({ DEMO, DATA_DIR }, { DEMO: '0', DATA_DIR: join(folder, 'mine') })
})

test('a person reads a few lines: what takes long and where its output goes; later hardly any', async (t) => {
  const folder = await repository(t, `console.log('the server speaks')`)
  const first = await start(folder, { PORT: '0' }).ended
  const lines = [
    'Building the web app; the first time takes a minute or two. Its output goes to .cache/logs/expo-web.log …',
    'The web app is built (',
    'the server speaks',
    '',
  ]
  const said = first.out.replaceAll('\\', '/').split('\n')
  assert.deepEqual([said.map((line, at) => line.slice(0, lines[at]?.length)), first.err], [lines, ''])
  const later = await start(folder, { PORT: '0' }).ended
  assert.equal(later.out, 'The web app is up to date.\nthe server speaks\n')
})

test('a build that fails shows the end of its log', async (t) => {
  const folder = await repository(t, '')
  put(folder, { 'node_modules/expo/bin/cli': `console.log('Unable to resolve "./nowhere"'); process.exit(1)` })
  const { code, out, err } = await start(folder, { PORT: '0' }).ended
  assert.equal(code, 1)
  assert.match(out, /The last lines of \.cache.logs.expo-web\.log:\n {2}│ Unable to resolve "\.\/nowhere"\n/)
  assert.match(err, /^The web app could not be built: expo export ended with code 1; its reason stands above\.\n$/)
})

const listening = (signal: string) =>
  `process.on('${signal}', () => setTimeout(() => { console.log('heard ${signal}'); process.exit(0) }, 300))
   setInterval(() => {}, 1000)
   console.log('listening')`

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} reaches the server, which may end in its own time`, { skip: process.platform === 'win32' && 'no signals' }, async (t) => {
    const folder = await repository(t, listening(signal))
    const { child, ended, until } = start(folder, { PORT: '0' })
    await until('listening')
    child.kill(signal)
    const { code, out } = await ended
    assert.equal(code, 0)
    assert.match(out, new RegExp(`heard ${signal}$`, 'm'))
  })
}

test(
  'when npm’s shell dies of a signal, the server is stopped all the same',
  { skip: process.platform === 'win32' && 'no signals' },
  async (t) => {
    const folder = await repository(t, listening('SIGTERM'))
    const shell = spawn('sh', ['-c', `"${process.execPath}" scripts/start.mjs; true`], {
      cwd: folder,
      env: { ...process.env, PORT: '0', npm_lifecycle_event: 'start' },
    })
    let out = ''
    shell.stdout.on('data', (text) => (out += text))
    while (!out.includes('listening')) await once(shell.stdout, 'data')
    shell.kill('SIGTERM')
    // Its output closes when the last one that holds it has gone: start.mjs and the server.
    await once(shell.stdout, 'close')
    assert.match(out, /heard SIGTERM$/m)
  },
)
