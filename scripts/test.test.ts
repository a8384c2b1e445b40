import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { install } from './lib/install.mjs'
import { root } from './lib/root.mjs'
import { folderWith, put } from './lib/testing/folder.ts'

/** Runs the real test.mjs in a repository that holds only these files, and answers its exit code and its lines. */
async function testCommand(t: TestContext, files: Readonly<Record<string, string>>, args: string[], env: NodeJS.ProcessEnv = {}) {
  const postgres = folderWith(t, { initdb: '#!/bin/sh\n', postgres: '#!/bin/sh\necho "postgres (PostgreSQL) 17.1"\n' })
  for (const name of ['initdb', 'postgres']) chmodSync(join(postgres, name), 0o755)
  const folder = folderWith(t, {
    'package.json': '{"name":"a","type":"module","workspaces":["apps/*","e2e"]}',
    'package-lock.json': '{"name":"a","lockfileVersion":3,"packages":{"":{"name":"a","workspaces":["apps/*","e2e"]}}}',
  })
  cpSync(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true, filter: (file) => !file.endsWith('.test.ts') })
  await install(folder)
  put(folder, {
    ...files,
    'node_modules/prettier/bin/prettier.cjs': 'process.exit(Number(process.env.FORMAT ?? 0))',
    'node_modules/oxlint/bin/oxlint': '',
    'node_modules/typescript/bin/tsc': '',
    'apps/api/test/support/makeCluster.ts': '',
  })
  const run = spawnSync(process.execPath, ['scripts/test.mjs', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, CI: 'true', POSTGRES_BIN: postgres, ...env },
  })
  return { code: run.status, lines: run.stdout.trimEnd().split('\n'), err: run.stderr }
}

const passing = `import { test } from 'node:test'; test('a', () => {}); test('b', () => {})`
const skipping = `import { test } from 'node:test'; test('c', { skip: true }, () => {})`

test('the last line sums the steps, and green is 0', async (t) => {
  const files = { 'packages/a/src/a.test.ts': passing, 'apps/mobile/sync/b.test.ts': skipping, 'apps/api/test/c.test.ts': passing }
  const { code, lines } = await testCommand(t, files, ['--only', 'format,unit', '--only=api'])
  assert.equal(lines.at(-1), '5 passed, 0 failed, 1 skipped')
  assert.equal(code, 0)
})

test('a failed step fails the whole, after all the others have run', async (t) => {
  const { code, lines } = await testCommand(t, { 'packages/a/src/a.test.ts': passing }, ['--only', 'format,lint,unit'], { FORMAT: '1' })
  assert.equal(lines.at(-1), '3 passed, 1 failed')
  assert.equal(code, 1)
})

test('a step without a test, a browser step without a build and a workspace without a tsconfig.json are red', async (t) => {
  const files = { 'apps/api/package.json': '{"name":"api"}', 'e2e/a.test.ts': passing }
  const { code, lines } = await testCommand(t, files, ['--only', 'types,api,browser'], { CHROMIUM_PATH: process.execPath })
  assert.equal(lines.at(-1), '0 passed, 3 failed')
  assert.equal(code, 1)
  assert.ok(lines.includes('✖ apps/api has no tsconfig.json, so nothing checks its types.'))
  assert.ok(lines.includes('✖ There is no web build to test: run the step “web” first.'))
})

test('leaving the native bundles out is loud, and counted', async (t) => {
  const { code, lines } = await testCommand(t, {}, ['--only', 'native,lint'], { HOLDFAST_SKIP_NATIVE: '1' })
  assert.equal(lines.at(-1), '1 passed, 0 failed, 1 skipped')
  assert.equal(code, 0)
  assert.ok(lines.some((line) => line.startsWith('⚠ SKIPPED because HOLDFAST_SKIP_NATIVE=1')))
})

test('a program that is named and is not there is said first, and fails the steps that need it; the others run', async (t) => {
  const env = { CHROMIUM_PATH: '/no/such', POSTGRES_BIN: '/no/postgres', CI: '' }
  const { code, lines } = await testCommand(t, { 'apps/api/test/c.test.ts': passing }, ['--only', 'lint,api,browser'], env)
  assert.deepEqual(lines.slice(0, 2), [
    '✖ POSTGRES_BIN is /no/postgres, which does not hold the programs initdb and postgres. The steps that need it will fail.',
    '✖ CHROMIUM_PATH is /no/such, which is not a program that can be run. The steps that need it will fail.',
  ])
  assert.equal(lines.at(-1), '3 passed, 2 failed')
  assert.equal(code, 1)
})

// A machine where nothing can be installed: apt-get is not on its PATH.
const bare = { CXX: '/no/compiler', PATH: '/nowhere', CI: '' }

test('what is missing and cannot be installed is skipped, with its reason and a command, first and last', async (t) => {
  const { code, lines } = await testCommand(t, {}, ['--only', 'lint,mmkv'], bare)
  const why = '/no/compiler does not run (ENOENT). It could not be installed: there is no apt-get here.'
  assert.equal(lines[0], `⚠ SKIPPED, because this machine has no C++ compiler: ${why}`)
  assert.equal(lines[2], '  To have it checked: apt-get install g++ (as root), or name one with CXX.')
  assert.equal(lines.filter((line) => line === lines[0]).length, 3)
  assert.ok(lines.some((line) => /^⚠ mmkv +0 passed, 0 failed, 1 skipped /.test(line)))
  assert.equal(lines.at(-1), '1 passed, 0 failed, 1 skipped')
  assert.equal(code, 0)
})

test('in CI what is missing is a failure', async (t) => {
  const { code, lines } = await testCommand(t, {}, ['--only', 'lint,mmkv'], { ...bare, CI: 'true' })
  assert.match(lines[0] ?? '', /^✖ FAILED, because this machine has no C\+\+ compiler: /)
  assert.equal(lines.at(-1), '1 passed, 1 failed')
  assert.equal(code, 1)
})

test('no folder for temporary files is one sentence, before anything else', async (t) => {
  const { code, lines, err } = await testCommand(t, {}, ['--only', 'lint'], { TMPDIR: '/no/such' })
  assert.equal(err, 'The folder for temporary files, /no/such, cannot be used: it does not exist. Name another one with TMPDIR.\n')
  assert.deepEqual([code, lines.at(-1)], [1, '0 passed, 1 failed'])
})
