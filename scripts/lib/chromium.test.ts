import assert from 'node:assert/strict'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { chromium, findChromium } from './chromium.ts'
import { folderWith } from './testing/folder.ts'

const posix = { skip: process.platform === 'win32' && 'POSIX programs' }
const starts = '#!/bin/sh\necho Chromium 150.0.1\n'
const snapStub = '#!/bin/sh\necho "Command requires the chromium snap to be installed." >&2\nexit 1\n'
const withoutLibraries = '#!/bin/sh\necho "error while loading shared libraries: libnss3.so" >&2\nexit 127\n'

/** A made-up machine: the places where a Chromium may be, with the folders that every machine has. */
function machine(t: TestContext, programs: Readonly<Record<string, string>> = {}) {
  const at = folderWith(t)
  for (const folder of ['usr/bin', 'opt/google/chrome', 'snap/bin', 'Applications', 'bin']) mkdirSync(join(at, folder), { recursive: true })
  for (const [path, text] of Object.entries(programs)) putProgram(join(at, path), text)
  const places = {
    folders: ['usr/bin', 'opt/google/chrome', 'snap/bin'].map((folder) => join(at, folder)),
    programs: [join(at, 'Applications'), join(at, 'Applications/Chromium')],
    playwright: join(at, 'playwright'),
  }
  return { at, places, env: { PATH: join(at, 'bin') } }
}

function putProgram(path: string, text: string): void {
  writeFileSync(path, text)
  chmodSync(path, 0o755)
}

/** An apt-get that installs nothing, and a Node whose Playwright downloads nothing. */
const noApt = { install: async () => 'only root may use apt-get' }
const noPlaywright = { root: '/nowhere', node: '/no/node' }

test('CHROMIUM_PATH wins, and a wrong one is said instead of replaced', posix, async (t) => {
  const { at } = machine(t, { 'bin/mine': starts, 'bin/stub': snapStub, 'usr/bin/chromium': starts })
  const named = (path: string) => chromium({ ...noPlaywright, apt: noApt, env: { CHROMIUM_PATH: path } })
  assert.deepEqual(await named(join(at, 'bin/mine')), { path: join(at, 'bin/mine') })
  const problems = await Promise.all(['bin', 'bin/nothing', 'bin/stub'].map((name) => named(join(at, name))))
  assert.deepEqual(
    problems.map(({ problem }) => problem?.replaceAll(at, '')),
    [
      'CHROMIUM_PATH is /bin, which is not a program that can be run.',
      'CHROMIUM_PATH is /bin/nothing, which is not a program that can be run.',
      'CHROMIUM_PATH is /bin/stub, which does not start: Command requires the chromium snap to be installed.',
    ],
  )
})

test('on a machine without a browser none is found: the folders where one would be are none', posix, (t) => {
  const { places, env } = machine(t)
  assert.deepEqual(findChromium(env, places), { broken: [] })
})

test('a Chromium on PATH is found first; of two beside each other the one without windows is taken', posix, (t) => {
  const programs = { 'bin/chromium': starts, 'bin/chromium-headless-shell': starts, 'usr/bin/chromium-headless-shell': starts }
  const { at, places, env } = machine(t, programs)
  assert.deepEqual(findChromium(env, places), { path: join(at, 'bin/chromium-headless-shell') })
  assert.deepEqual(findChromium({}, places), { path: join(at, 'usr/bin/chromium-headless-shell') })
})

test('one that does not start is passed over, and said when no other starts', posix, (t) => {
  const { at, places, env } = machine(t, {
    'bin/chromium-browser': snapStub,
    'usr/bin/chromium': withoutLibraries,
    'snap/bin/chrome': starts,
  })
  assert.deepEqual(findChromium(env, places), { path: join(at, 'snap/bin/chrome') })
  rmSync(join(at, 'snap/bin/chrome'))
  assert.deepEqual(
    findChromium(env, places).broken?.map((one) => one.replace(at, '')),
    [
      '/bin/chromium-browser does not start: Command requires the chromium snap to be installed',
      '/usr/bin/chromium does not start: error while loading shared libraries: libnss3.so',
    ],
  )
})

test('what cannot be installed is missing, with every reason and a command', posix, async (t) => {
  const { at, places, env } = machine(t, { 'bin/chromium-browser': snapStub })
  const { missing } = await chromium({ ...noPlaywright, root: at, apt: noApt, env, places, limitMs: 600_000 })
  assert.match(
    missing?.why ?? '',
    /chromium-browser does not start: .* snap to be installed; only root may use apt-get; Playwright’s download ended with code 127\.$/,
  )
  assert.match(missing?.bring ?? '', /^apt-get install chromium \(as root\), or name one with CHROMIUM_PATH\./)
})

test('a download that hangs ends in its limit', posix, async (t) => {
  const { at, places, env } = machine(t, { 'bin/node': '#!/bin/sh\nexec /bin/sleep 600\n' })
  const node = join(at, 'bin/node')
  const { missing } = await chromium({ root: at, node, apt: noApt, env, places, limitMs: 300 })
  assert.match(missing?.why ?? '', /Playwright’s download did not end in time\.$/)
})

test('what apt-get installs is used, and nothing else is tried then', posix, async (t) => {
  const { at, places, env } = machine(t)
  const asked: string[] = []
  const apt = {
    install: async (names: readonly string[]) => {
      asked.push(...names)
      putProgram(join(at, 'usr/bin/chromium'), starts)
      return undefined
    },
  }
  const options = { root: at, node: '/no/node', env, places, limitMs: 600_000 }
  assert.deepEqual(await chromium({ ...options, apt }), { path: join(at, 'usr/bin/chromium') })
  assert.deepEqual(asked, ['chromium-headless-shell', 'chromium'])
})

test(
  'a folder is no Chromium, also one of that name: a machine without a browser finds none',
  { skip: process.platform === 'win32' && 'POSIX names' },
  (t) => {
    const bare = folderWith(t, { 'chromium/readme': 'a folder of that name', 'opt/readme': '' })
    const places = { folders: [bare, join(bare, 'opt')], programs: [join(bare, 'chromium')], playwright: join(bare, 'opt') }
    assert.deepEqual(findChromium({ PATH: bare }, places), { broken: [] })
  },
)
