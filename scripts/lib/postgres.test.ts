import assert from 'node:assert/strict'
import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { findPostgres } from './postgres.ts'
import { folderWith, put } from './testing/folder.ts'

const posix = { skip: process.platform === 'win32' && 'POSIX programs' }

/** A made-up machine with these PostgreSQLs, as `{ folder: version }`. */
function machine(t: TestContext, versions: Readonly<Record<string, string>>) {
  const at = folderWith(t)
  for (const [folder, version] of Object.entries(versions)) {
    const programs = { initdb: '#!/bin/sh\n', postgres: `#!/bin/sh\necho "postgres (PostgreSQL) ${version}"\n` }
    for (const [name, text] of Object.entries(programs)) {
      put(join(at, folder), { [name]: text })
      chmodSync(join(at, folder, name), 0o755)
    }
  }
  const places = [
    { folder: join(at, 'debian'), inside: 'bin' },
    { folder: at, inside: 'bin', named: /^pgsql-\d+$/ },
  ]
  const found = (env: NodeJS.ProcessEnv): unknown => JSON.parse(JSON.stringify(findPostgres(env, places)).replaceAll(at, ''))
  return { at, found }
}

test('the newest in a known place is taken, else one on PATH', posix, (t) => {
  const { at, found } = machine(t, {
    'debian/9/bin': '9.6',
    'debian/15/bin': '15.4',
    'debian/17/bin': '17.1',
    'pgsql-16/bin': '16.2',
    bin: '18.0',
  })
  assert.deepEqual(found({ PATH: join(at, 'bin') }), { path: '/debian/17/bin' })
  const other = machine(t, { bin: '18beta1' })
  assert.deepEqual(other.found({ PATH: join(other.at, 'bin') }), { path: '/bin' })
})

test('without its programs, and with folders of their names, there is none; an old one is said', posix, (t) => {
  const bare = machine(t, {})
  for (const name of ['initdb', 'postgres']) mkdirSync(join(bare.at, 'debian/15/bin', name), { recursive: true })
  assert.deepEqual(bare.found({}), { why: 'its programs initdb and postgres are in none of the known places.' })
  const old = machine(t, { 'pgsql-13/bin': '13.9' })
  assert.deepEqual(old.found({}), { why: '/pgsql-13/bin holds PostgreSQL 13, and the API needs 15 or newer.' })
})

test('POSTGRES_BIN wins, and a wrong one is said instead of replaced', posix, (t) => {
  const { at, found } = machine(t, { 'debian/17/bin': '17.1', mine: '15.1' })
  assert.deepEqual(found({ POSTGRES_BIN: join(at, 'mine') }), { path: '/mine' })
  assert.deepEqual(found({ POSTGRES_BIN: join(at, 'no') }), {
    problem: 'POSTGRES_BIN is /no, which does not hold the programs initdb and postgres.',
  })
})
