import assert from 'node:assert/strict'
import { test } from 'node:test'
import { virtualClock } from '@holdfast/journal/testing'
import type { Answer } from '@holdfast/outbox'
import { createApi } from '../sync/server/api.ts'
import { createDeviceClock } from '../sync/device/deviceClock.ts'
import { sendOperations } from '../sync/server/sendOperations.ts'
import { newSession } from './server.ts'
import { skipOperation } from './skipOperation.ts'

const operation = skipOperation()

async function answered(body: unknown): Promise<string> {
  const fetchStub = async (): Promise<Response> => new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } })
  const api = createApi({ fetch: fetchStub, origin: 'http://holdfast.test' })
  const send = sendOperations(api, createDeviceClock(virtualClock()), () => Promise.resolve('token'), assert.fail)
  const answers = await new Promise<readonly Answer[]>((resolve) => void send([operation], resolve))
  return answers.map((answer) => (answer.kind === 'unanswered' ? answer.why : answer.kind)).join()
}

test('an applied verdict counts only whole: without its session the operation is unanswered', async () => {
  const whole = { operationId: operation.id, outcome: 'applied', session: newSession(), conflict: null }
  assert.equal(await answered(whole), 'applied')
  assert.equal(await answered({ ...whole, session: undefined }), 'foreign')
  assert.equal(await answered({ ...whole, session: { id: 7 } }), 'foreign')
})

test('a tab that may not send any more sends nothing, however long ago it was asked to', async () => {
  let requests = 0
  const fetchStub = async (): Promise<Response> => {
    requests++
    return new Response('{}')
  }
  let isMine = true
  const api = createApi({ fetch: fetchStub, origin: 'http://holdfast.test' })
  // The lease is lost while the token is fetched, which may take as long as a network request.
  const token = async (): Promise<string> => {
    isMine = false
    return 'token'
  }
  const send = sendOperations(api, createDeviceClock(virtualClock()), token, assert.fail, () => Promise.resolve(isMine))
  const answers = await new Promise<readonly Answer[]>((resolve) => void send([operation, operation], resolve))
  assert.deepEqual(answers, [
    { kind: 'unanswered', why: 'network' },
    { kind: 'unanswered', why: 'network' },
  ])
  assert.equal(requests, 0)
})

test('a token that cannot be read is reported and is no verdict: the operations are tried again', async () => {
  const reports: string[] = []
  const api = createApi({ fetch: () => assert.fail('nothing is sent'), origin: 'http://holdfast.test' })
  const token = () => Promise.reject(new Error('the keychain is locked'))
  const send = sendOperations(api, createDeviceClock(virtualClock()), token, (error, where) =>
    reports.push(`${where}: ${(error as Error).message}`),
  )
  const answers = await new Promise<readonly Answer[]>((resolve) => void send([operation], resolve))
  assert.deepEqual([answers, reports], [[{ kind: 'unanswered', why: 'failed' }], ['send: the keychain is locked']])
})

test('what is sent has the token of that moment, what belongs to the operation, and nothing else', async () => {
  const asked: unknown[] = []
  const api = {
    call: assert.fail,
    request: async (method: string, path: string, headers: Record<string, string>, body: unknown) => {
      asked.push({ method, path, headers, body })
      return { answered: false, why: 'timeout' } as const
    },
  }
  const send = sendOperations(
    api,
    { sentAt: () => null },
    () => Promise.resolve('mine'),
    assert.fail,
    () => Promise.resolve(true),
  )
  const answers = await new Promise<readonly Answer[]>((resolve) => void send([operation], resolve))
  assert.deepEqual(answers, [{ kind: 'unanswered', why: 'timeout' }])
  const headers = { authorization: 'Bearer mine', 'Idempotency-Key': operation.id }
  assert.deepEqual(asked, [{ method: 'POST', path: operation.endpoint, headers, body: {} }])
})

test('without a token nothing is sent: the sign-in comes first', async () => {
  const api = createApi({ fetch: () => assert.fail('nothing is sent'), origin: 'http://holdfast.test' })
  const send = sendOperations(api, { sentAt: () => null }, () => Promise.resolve(null), assert.fail)
  assert.deepEqual(await new Promise((resolve) => void send([operation], resolve)), [{ kind: 'unauthorized' }])
})

test('an answer to what was cancelled is told to nobody', async () => {
  let answer = (): void => {}
  const token = () => new Promise<null>((resolve) => (answer = () => resolve(null)))
  const api = createApi({ fetch: assert.fail, origin: 'http://holdfast.test' })
  const cancel = sendOperations(api, { sentAt: () => null }, token, assert.fail)([operation], () => assert.fail('it was cancelled'))
  cancel()
  answer()
  await new Promise((resolve) => setImmediate(resolve))
})
