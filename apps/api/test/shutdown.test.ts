import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { signedInSchema, todayAnswerSchema } from '@holdfast/contract'
import { at, setBody } from './support/gym.ts'
import { kill, startServer } from './support/server.ts'

test('SIGTERM: what was accepted is answered and kept, and the process ends soon though a connection is held open', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-shutdown-'))
  let server = startServer({ DATA_DIR: folder, DEMO: '1' })
  try {
    let address = await server.address
    const { accessToken } = signedInSchema.parse(await (await fetch(`${address}/v1/auth/demo`, { method: 'POST' })).json())
    const authorization = `Bearer ${accessToken}`
    const today = async () =>
      todayAnswerSchema.parse(await (await fetch(`${address}/v1/sessions/today`, { headers: { authorization } })).json()).today
    const session = await today()
    assert.ok(session)
    // The request has begun and its body has not arrived when the signal comes.
    const body = JSON.stringify(setBody({ completedAt: at(0) }))
    const slow = request(`${address}/v1/sessions/${session.id}/sets/${randomUUID()}`, {
      method: 'PUT',
      headers: {
        authorization,
        'idempotency-key': randomUUID(),
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      },
    })
    const answered = new Promise<{ status: number | undefined; connection: string | undefined }>((resolve, reject) => {
      slow.once('error', reject)
      slow.once('response', (answer) => {
        answer.resume()
        resolve({ status: answer.statusCode, connection: answer.headers.connection })
      })
    })
    slow.write(body.slice(0, 10))
    await new Promise((resolve) => setTimeout(resolve, 200))
    const askedAt = performance.now()
    server.child.kill('SIGTERM')
    await new Promise((resolve) => setTimeout(resolve, 200))
    slow.end(body.slice(10))
    assert.deepEqual(await answered, { status: 200, connection: 'close' })
    const { code, stderr } = await server.exit
    assert.deepEqual([code, stderr], [0, ''])
    assert.ok(performance.now() - askedAt < 10_000)

    server = startServer({ DATA_DIR: folder, DEMO: '1' })
    address = await server.address
    assert.equal((await today())?.actualSets.length, 1)
  } finally {
    await kill(server)
    rmSync(folder, { recursive: true, force: true })
  }
})
