import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { readSettings } from '../src/settings.ts'
import { postgresPrograms, startPostgres } from './support/postgres.ts'
import { kill, startServer } from './support/server.ts'
import { freePort } from '@holdfast/tools/freePort'

let folder = ''
before(() => (folder = mkdtempSync(join(tmpdir(), 'holdfast-main-'))))
after(() => rmSync(folder, { recursive: true, force: true }))

/** Starts a server that cannot start. Answers its one sentence; the exit code must be 1. */
async function refusal(env: Record<string, string>): Promise<string> {
  const { code, stdout, stderr } = await startServer(env).exit
  assert.deepEqual([code, stdout, stderr.trimEnd().split('\n').length], [1, '', 1], stderr)
  assert.doesNotMatch(stderr, /\n\s+at /)
  return stderr
}

test('the defaults suit one person on one machine', () => {
  const { port, host, databaseUrl, dataDir, demo, logLevel } = readSettings({ PORT: ' ', DEMO: '0' }, '/data')
  assert.deepEqual([port, host, databaseUrl, dataDir, demo, logLevel], [4100, '127.0.0.1', null, '/data', false, 'warn'])
})

test('a port that is not a port stops the start with one sentence', async () => {
  for (const PORT of ['http', '70000', '-1', '41OO']) assert.match(await refusal({ PORT }), /^PORT is ".*", but a port is a number/)
})

test('an invalid database address stops the start with one sentence, which does not repeat the password', async () => {
  const said = await refusal({ DATABASE_URL: 'mysql://me:secret@localhost/x' })
  assert.match(said, /^DATABASE_URL is not a postgres:\/\/ address\.$/m)
})

test('a database that does not answer stops the start with one sentence, with its address and without its password', async () => {
  const said = await refusal({ DATABASE_URL: `postgres://me:secret@127.0.0.1:${await freePort()}/x` })
  assert.match(said, /^The database at 127\.0\.0\.1:\d+ cannot be used \(.*ECONNREFUSED.*\)\.$/m)
  assert.doesNotMatch(said, /secret/)
})

test('an unusable data folder stops the start with one sentence', async () => {
  const file = join(folder, 'a file')
  writeFileSync(file, '')
  assert.match(await refusal({ DATA_DIR: file }), /^The data folder .* cannot be written/)
  assert.match(await refusal({ DATA_DIR: join(file, 'below') }), /^The data folder .* cannot be written/)
})

test('a data folder with a broken database stops the start with one sentence and is not changed', async () => {
  const broken = join(folder, 'broken')
  mkdirSync(join(broken, 'database'), { recursive: true })
  writeFileSync(join(broken, 'database', 'PG_VERSION'), '9.6\n')
  assert.match(await refusal({ DATA_DIR: broken }), /^The database in .* cannot be (opened|used)/)
  assert.equal(readFileSync(join(broken, 'database', 'PG_VERSION'), 'utf8'), '9.6\n')
})

test('a port in use stops the start with one sentence, and the data folder is unlocked', async (t) => {
  const somebody = createServer().listen(0, '127.0.0.1')
  t.after(() => somebody.close())
  await new Promise((resolve) => somebody.once('listening', resolve))
  const { port } = somebody.address() as AddressInfo
  const data = join(folder, 'port')
  assert.match(await refusal({ PORT: String(port), DATA_DIR: data }), new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is already in use`))
  somebody.close()
  const server = startServer({ DATA_DIR: data, PORT: String(port) })
  t.after(() => kill(server))
  assert.equal(await server.address, `http://127.0.0.1:${port}`)
  assert.match(await refusal({ DATA_DIR: data }), /^Another Holdfast process is using the data folder/)
  server.child.kill('SIGTERM')
  const { code, stdout, stderr } = await server.exit
  const said = [`Holdfast is at http://127.0.0.1:${port}`, `The data are kept in ${data}. Stop it with Ctrl-C.`, '']
  assert.deepEqual([code, stdout, stderr], [0, said.join('\n'), ''])
})

test('with the web app and the demo lifter, the greeting says where to tap', async () => {
  const web = join(folder, 'web')
  mkdirSync(web)
  writeFileSync(join(web, 'index.html'), '')
  const server = startServer({ DATA_DIR: join(folder, 'demo'), WEB_DIR: web, DEMO: '1' })
  const address = await server.address
  server.child.kill('SIGTERM')
  const [first, second] = (await server.exit).stdout.split('\n')
  assert.deepEqual([first, second], [`Holdfast is at ${address}`, 'Open it in a browser and choose “Continue as the demo lifter”.'])
})

test('while PostgreSQL is down the answer is 503, and it is used again when it is back', async (t) => {
  const programs = postgresPrograms()
  if (programs === null) return t.skip('NO POSTGRESQL ON THIS MACHINE: this promise was NOT checked')
  const postgres = await startPostgres(programs)
  const server = startServer({ DATABASE_URL: postgres.url(), LOG_LEVEL: 'silent' })
  t.after(async () => {
    await kill(server)
    await postgres.stop()
  })
  const ready = `${await server.address}/readyz`
  assert.equal((await fetch(ready)).status, 200)
  await postgres.restart(async () => {
    const down = await fetch(ready)
    assert.deepEqual([down.status, down.headers.get('retry-after')], [503, '2'])
  })
  assert.equal((await fetch(ready)).status, 200)
})
