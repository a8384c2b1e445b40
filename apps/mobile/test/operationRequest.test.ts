import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer } from '@holdfast/outbox'
import { answersOf } from '../sync/server/operationRequest.ts'
import { newSession } from './server.ts'
import { skipOperation } from './skipOperation.ts'

const session = newSession()
const [one, another] = [skipOperation('s1'), skipOperation('s2')]
const problem = (status: number, code: string) => ({ type: `/problems/${code}`, title: code, status, detail: code, code })

const date = 'Wed, 21 Oct 2015 07:27:30 GMT'
const forms: [form: string, retryAfter: string][] = [
  ['in seconds', '90'],
  ['as a date', 'Wed, 21 Oct 2015 07:29:00 GMT'],
  ['twice, of which the longer counts', '30, 90'],
  ['in both forms, of which the longer counts', 'Wed, 21 Oct 2015 07:29:00 GMT, 30'],
]
const quiet: Answer = { kind: 'unanswered', why: 'busy', retryAfterMs: 90_000 }
const raw = (status: number, json: unknown, retryAfter: string) =>
  ({ answered: true, status, json, headers: new Headers({ 'retry-after': retryAfter, date }) }) as const

for (const [form, retryAfter] of forms) {
  test(`a wait that is given ${form} is read for a single operation, and for each operation of a batch`, () => {
    for (const status of [429, 503]) {
      const answer = raw(status, problem(status, status === 429 ? 'rate_limited' : 'unavailable'), retryAfter)
      assert.deepEqual(answersOf([one], answer), [quiet])
      assert.deepEqual(answersOf([one, another], answer), [quiet, quiet])
    }
  })

  test(`a wait that is given ${form} with a batch is for the operation in it that got no verdict`, () => {
    const { version, revisionCount } = session
    const answers = [
      { operationId: one.id, status: 200, body: { operationId: one.id, outcome: 'applied', sessionId: session.id, conflict: null } },
      { operationId: another.id, status: 503, body: problem(503, 'unavailable') },
    ]
    const receipt = { version, outcome: 'applied', revisionCount, conflict: null }
    assert.deepEqual(answersOf([one, another], raw(200, { answers, sessions: [session] }, retryAfter)), [
      { kind: 'applied', result: { session }, receipt },
      quiet,
    ])
  })
}

test('an answer without a wait has none', () => {
  const headers = new Headers({ date })
  const answer = { answered: true, status: 503, json: problem(503, 'unavailable'), headers } as const
  assert.deepEqual(answersOf([one], answer), [{ kind: 'unanswered', why: 'busy' }])
  assert.deepEqual(answersOf([one, another], { answered: false, why: 'network' }), [
    { kind: 'unanswered', why: 'network' },
    { kind: 'unanswered', why: 'network' },
  ])
})
