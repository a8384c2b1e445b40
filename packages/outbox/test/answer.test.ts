import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerOf, retryAfter, type HttpAnswer } from '../src/index.ts'

const id = 'op-1'
const http = (status: number, body: unknown, more: Partial<HttpAnswer> = {}): HttpAnswer => ({
  status,
  body,
  retryAfter: null,
  date: null,
  ...more,
})
/** An app that accepts any result. */
const whole = (body: unknown) => ({ result: body, receipt: 'receipt' })
const kindOf = (answer: HttpAnswer) => {
  const read = answerOf(answer, id, whole)
  return read.kind === 'unanswered' ? `unanswered: ${read.why}` : read.kind
}
const ours = { operationId: id, code: 'validation_failed', detail: 'no' }

test('[O5] only a body that names the operation is its verdict', () => {
  assert.equal(kindOf(http(200, { operationId: id })), 'applied')
  assert.equal(kindOf(http(200, { operationId: 'op-2' })), 'unanswered: foreign')
  assert.equal(kindOf(http(200, {})), 'unanswered: foreign')
  assert.equal(kindOf(http(200, undefined)), 'unanswered: foreign')
  assert.equal(kindOf(http(204, undefined)), 'unanswered: foreign')
  assert.equal(kindOf(http(404, undefined)), 'unanswered: foreign')
  assert.equal(kindOf(http(422, { message: 'not ours' })), 'unanswered: foreign')
  assert.equal(kindOf(http(302, { operationId: id })), 'unanswered: foreign')
})

test('[O6] every 4xx with our body is a rejection, with its code', () => {
  for (const status of [400, 403, 404, 409, 410, 413, 422]) {
    assert.deepEqual(
      answerOf(http(status, ours), id, () => null),
      { kind: 'rejected', refusal: { ...ours, status } },
    )
  }
})

test('[O5] these statuses are no verdict even with our body', () => {
  for (const status of [408, 421, 425, 429, 500, 502, 503, 504, 599]) assert.equal(kindOf(http(status, ours)), 'unanswered: busy')
})

test('[O7] 401 and 426 are about the sign-in and the app version', () => {
  assert.equal(kindOf(http(401, undefined)), 'unauthorized')
  assert.equal(kindOf(http(426, { code: 'upgrade_required', status: 426 })), 'upgradeRequired')
})

test('[O5] [O7] a 426 of another server, which asks for another protocol, is unanswered (faults F8)', () => {
  for (const body of [
    undefined,
    null,
    'Upgrade Required',
    {},
    { code: 'other' },
    { status: 426, title: 'Upgrade Required' },
    { code: 'upgrade_required' },
    { code: 'upgrade_required', status: 400 },
    ['upgrade_required'],
  ])
    assert.equal(kindOf(http(426, body)), 'unanswered: foreign')
})

test('[O8] Retry-After in seconds, and as a date against the answer’s own Date', () => {
  assert.equal(retryAfter('120', null), 120_000)
  assert.equal(retryAfter('Wed, 21 Oct 2015 07:28:00 GMT', 'Wed, 21 Oct 2015 07:27:30 GMT'), 30_000)
  assert.equal(retryAfter('Wed, 21 Oct 2015 07:27:00 GMT', 'Wed, 21 Oct 2015 07:27:30 GMT'), 0)
  assert.equal(retryAfter('Wed, 21 Oct 2015 07:28:00 GMT', null), null)
  assert.equal(retryAfter('soon', 'Wed, 21 Oct 2015 07:27:30 GMT'), null)
  assert.equal(retryAfter('99999999', null), 3_600_000)
  assert.equal(retryAfter(null, null), null)
})
