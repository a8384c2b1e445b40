import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { install } from './lib/install.mjs'
import { root } from './lib/root.mjs'
import { folderWith, put } from './lib/testing/folder.mjs'

/** Runs the real test.mjs in a repository that holds only these files, and answers its exit code and its lines. */
async function testCommand(t, files, args, env = {}) {
  const folder = folderWith(t, {
    'package.json': '{"name":"a","type":"module","workspaces":["apps/*","e2e"]}',
    'package-lock.json': '{"name":"a","lockfileVersion":3,"packages":{"":{"name":"a","workspaces":["apps/*","e2e"]}}}',
  })
  cpSync(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true, filter: (file) => !file.endsWith('.test.mjs') })
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
    env: { ...process.env, NODE_TEST_CONTEXT: undefined, CI: 'true', ...env },
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

test('a Chromium that is not there is said first, and the other steps still run', async (t) => {
  const { code, lines } = await testCommand(t, {}, ['--only', 'lint,browser'], { CHROMIUM_PATH: '/no/such' })
  assert.equal(lines[0], 'CHROMIUM_PATH is /no/such, which is not a program that can be run. The step “browser” will fail.')
  assert.equal(lines.at(-1), '1 passed, 1 failed')
  assert.equal(code, 1)
})
