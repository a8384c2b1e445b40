import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { request } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { signedInSchema, todayAnswerSchema } from '@holdfast/contract'
import { until } from '../../../scripts/lib/testing/patience.ts'
import { at, setBody } from './support/gym.ts'
import { kill, startServer } from './support/server.ts'

test('SIGTERM: accepted requests are answered and stored, and the process ends although a connection is held open', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-shutdown-'))
  let server = startServer({ DATA_DIR: folder, DEMO: '1' })
  t.after(async () => {
    await kill(server)
    rmSync(folder, { recursive: true, force: true })
  })
  let address = await server.address
  const { accessToken } = signedInSchema.parse(await (await fetch(`${address}/v1/auth/demo`, { method: 'POST' })).json())
  const authorization = `Bearer ${accessToken}`
  const today = async () =>
    todayAnswerSchema.parse(await (await fetch(`${address}/v1/sessions/today`, { headers: { authorization } })).json()).today
  const session = await today()
  assert.ok(session)
  // When the signal comes, the request has begun and its body has not arrived.
  const body = JSON.stringify(setBody({ completedAt: at(0) }))
  const slow = request(`${address}/v1/sessions/${session.id}/sets/${randomUUID()}`, {
    method: 'PUT',
    headers: {
      authorization,
      'idempotency-key': randomUUID(),
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      expect: '100-continue',
    },
  })
  const answered = new Promise<{ status: number | undefined; connection: string | undefined }>((resolve, reject) => {
    slow.once('error', reject)
    slow.once('response', (answer) => {
      answer.resume()
      resolve({ status: answer.statusCode, connection: answer.headers.connection })
    })
  })
  const begun = once(slow, 'continue')
  slow.flushHeaders()
  await begun
  slow.write(body.slice(0, 10))
  server.child.kill('SIGTERM')
  const isClosed = () =>
    fetch(`${address}/healthz`).then(
      () => false,
      () => true,
    )
  await until(isClosed, 'nothing new is taken')
  slow.end(body.slice(10))
  assert.deepEqual(await answered, { status: 200, connection: 'close' })
  const { code, stderr } = await server.exit
  // A process that its own time limit had to end would end with 1.
  assert.deepEqual([code, stderr], [0, ''])

  server = startServer({ DATA_DIR: folder, DEMO: '1' })
  address = await server.address
  assert.equal((await today())?.actualSets.length, 1)
})
