import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerOf, retryAfter, type Answer, type HttpAnswer, type Operation } from '../src/index.ts'
import { BATCH_BYTES_MAX, createBatch } from '../src/batch.ts'
import { frozen } from '../src/frozen.ts'

const read = (http: Partial<HttpAnswer>, isWhole = true): Answer =>
  answerOf({ status: 200, body: { operationId: 'a' }, retryAfter: null, date: null, ...http }, 'a', ({ operationId }) =>
    isWhole ? { result: 'result', receipt: operationId } : null,
  )
const foreign: Answer = { kind: 'unanswered', why: 'foreign' }

test('[O8] only a whole body with a success status applies, and only a problem with a code and a 4xx rejects', () => {
  assert.deepEqual(read({}), { kind: 'applied', result: 'result', receipt: 'a' })
  assert.deepEqual(read({ status: 299 }), { kind: 'applied', result: 'result', receipt: 'a' })
  for (const status of [199, 300, 304])
    assert.deepEqual(read({ status, body: { operationId: 'a', code: 'conflict' } }), foreign, `${status}`)
  assert.deepEqual(read({ body: { operationId: 'a', code: 'conflict' } }, false), foreign, 'success that is not whole is no refusal')
  assert.deepEqual(read({ status: 400 }), foreign, 'no code')
  assert.deepEqual(read({ status: 400, body: { operationId: 'a', code: 7 } }), foreign, 'a code that is no text')
  const rejected = { operationId: 'a', code: 'conflict', status: 400, detail: '' }
  assert.deepEqual(read({ status: 400, body: { operationId: 'a', code: 'conflict' } }), { kind: 'rejected', refusal: rejected })
  assert.deepEqual(read({ status: 400, body: { operationId: 'a', code: 'conflict', detail: 7 } }), { kind: 'rejected', refusal: rejected })
})

test('[O8] a 426 without our own problem document says nothing about the app', () => {
  for (const body of [undefined, null, 'Upgrade', [], {}, { status: 426 }, { code: 'upgrade_required' }, { status: 426, code: 'other' }])
    assert.deepEqual(read({ status: 426, body }), foreign, JSON.stringify(body))
  assert.deepEqual(read({ status: 426, body: { status: 426, code: 'upgrade_required' } }), { kind: 'upgradeRequired' })
})

test('[O8] the wait that is asked for is in every kind of unanswered, and left out where none is asked for', () => {
  const asked = { retryAfter: '3', date: null }
  assert.deepEqual(read({ ...asked, status: 503 }), { kind: 'unanswered', why: 'busy', retryAfterMs: 3_000 })
  assert.deepEqual(read({ ...asked, body: 'a portal' }), { ...foreign, retryAfterMs: 3_000 })
  assert.deepEqual(read({ ...asked, status: 304 }), { ...foreign, retryAfterMs: 3_000 })
  assert.deepEqual(Object.keys(read({ status: 503 })), ['kind', 'why'])
})

test('[O8] a text that only begins or ends with a number, or a date without a Date, gives no number of seconds', () => {
  const now = 'Wed, 21 Oct 2015 07:27:30 GMT'
  for (const value of ['30s', '30.5s', 'in:30', '~30', '~30~']) assert.equal(retryAfter(value, now), null, value)
  assert.equal(retryAfter(null, now), null)
})

test('a request takes operations up to the last byte it may carry, and counts a character beyond ASCII as three', () => {
  const operation = (body: string): Operation => ({ id: 'a', body }) as unknown as Operation
  const envelope = 512
  const quotes = 2
  const rest = BATCH_BYTES_MAX - 2 * (envelope + quotes)
  const fits = (first: string, second: string): boolean => {
    const batch = createBatch()
    assert.equal(batch.add(operation(first)), true)
    return batch.add(operation(second))
  }
  assert.deepEqual([fits('a', 'b'.repeat(rest - 1)), fits('a', 'b'.repeat(rest))], [true, false])
  assert.deepEqual(
    [fits('\u007f', 'b'.repeat(rest - 1)), fits('\u0080', 'b'.repeat(rest - 3)), fits('\u0080', 'b'.repeat(rest - 2))],
    [true, true, false],
  )
  assert.equal(fits(undefined as unknown as string, 'b'.repeat(rest + quotes)), true, 'no body takes no bytes')
})

test('a value is frozen deeply, and what is no object is returned as it is', () => {
  const value = { list: [{ deep: { kg: 60 } }], none: null, text: 'x' }
  const held = frozen(value)
  assert.equal(held, value)
  assert.deepEqual([held, held.list, held.list[0], held.list[0]!.deep].map(Object.isFrozen), [true, true, true, true])
  assert.deepEqual([frozen(null), frozen(undefined), frozen(7), frozen('x')], [null, undefined, 7, 'x'])
})
