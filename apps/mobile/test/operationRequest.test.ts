import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer, Operation } from '@holdfast/outbox'
import { answersOf, requestOf } from '../sync/server/operationRequest.ts'
import { minute, kg, setOf } from './logParts.ts'
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

test('a lone operation goes to its own endpoint under its own id, with its time where there is one to correct', () => {
  const asked = (at: string | null) => requestOf([one], { sentAt: (operation) => (operation === one ? at : 'another') })
  const bare = { method: 'POST', path: '/v1/sessions/s1/skip', headers: { 'Idempotency-Key': one.id }, body: {} }
  assert.deepEqual(asked(null), bare)
  assert.deepEqual(asked(minute(5)), { ...bare, headers: { ...bare.headers, 'Sent-At': minute(5) } })
})

test('several operations go as one batch, in their order, each with its own time', () => {
  const put: Operation = { ...another, method: 'PUT', endpoint: '/v1/sessions/s2/sets/a', body: { reps: 5 } }
  assert.deepEqual(requestOf([one, put], { sentAt: (operation) => (operation === put ? minute(7) : null) }), {
    method: 'POST',
    path: '/v1/operations',
    headers: {},
    body: {
      operations: [
        { operationId: one.id, method: 'POST', path: '/v1/sessions/s1/skip', body: {} },
        { operationId: put.id, method: 'PUT', path: '/v1/sessions/s2/sets/a', body: { reps: 5 }, sentAt: minute(7) },
      ],
    },
  })
})

const isoId = (n: number) => `0198c0de-0000-4000-8000-00000000000${n}`
const lifted = (n: number, reps: number) => setOf(isoId(n), { exerciseId: isoId(0), plannedSetId: null, weight: kg(100), reps })
const receiptOf = (operation: Operation, answered: object): unknown => {
  const [answer] = answersOf([operation], raw(200, { operationId: operation.id, outcome: 'applied', conflict: null, ...answered }, '0'))
  return answer?.kind === 'applied' ? answer.receipt : answer
}
/** A completion with two sets, and two it takes back. */
const completion: Operation = {
  ...one,
  endpoint: `/v1/sessions/${session.id}/complete`,
  body: {
    startedAt: minute(0),
    completedAt: minute(60),
    planVersion: 1,
    sessionRpe: null,
    notes: '',
    actualSets: [lifted(1, 5), lifted(2, 5)],
    logged_at: minute(61),
    takenBack: [isoId(3), { id: isoId(4), logged_at: minute(9) }],
  },
}

test('the receipt of a verdict says what the journal has to remember of it', () => {
  const conflict = { revisionId: isoId(7), kept: 'other', otherLoggedAt: minute(1), otherOperationId: null }
  const met = { outcome: 'superseded', conflict, session: { ...session, version: 9, revisionCount: 2 } }
  assert.deepEqual(receiptOf(one, met), { version: 9, outcome: 'superseded', revisionCount: 2, conflict })
})

test('a verdict without its session, or with half of one, is no answer', () => {
  for (const half of [{}, { session: { id: session.id } }])
    assert.deepEqual(receiptOf(one, half), { kind: 'unanswered', why: 'foreign', retryAfterMs: 0 })
})

test('of a completion the receipt names the sets of which the server knew something newer: other numbers, none, or one taken back', () => {
  const untaken = (...actualSets: object[]) =>
    (receiptOf(completion, { session: { ...session, actualSets } }) as { untakenIds?: string[] }).untakenIds
  assert.equal(untaken(lifted(1, 5), lifted(2, 5)), undefined)
  assert.deepEqual(untaken(lifted(1, 5), lifted(2, 6)), [isoId(2)])
  assert.deepEqual(untaken(lifted(2, 5)), [isoId(1)])
  assert.deepEqual(untaken(lifted(1, 5), lifted(2, 5), lifted(3, 5), lifted(4, 5), lifted(5, 5)), [isoId(3), isoId(4)])
})

test('of anything else it names none, nor of a completion nobody can read, nor of one that takes nothing back', () => {
  const other = { session: { ...session, actualSets: [lifted(3, 5)] } }
  const untakenOf = (operation: Operation) => (receiptOf(operation, other) as { untakenIds?: string[] }).untakenIds
  assert.deepEqual(untakenOf(completion), [isoId(1), isoId(2), isoId(3)])
  assert.equal(untakenOf({ ...completion, endpoint: one.endpoint }), undefined)
  assert.equal(untakenOf({ ...completion, body: { actualSets: [lifted(1, 5)] } }), undefined)
  const { takenBack: _none, ...log } = completion.body as Record<string, unknown>
  assert.deepEqual(untakenOf({ ...completion, body: log }), [isoId(1), isoId(2)])
})

test('each verdict of a batch has the session it is about; one without its session, or that is ours by half, is no answer', () => {
  const other = { ...newSession(), version: 4 }
  const verdict = (operation: Operation, sessionId: string) => ({
    operationId: operation.id,
    status: 200,
    body: { operationId: operation.id, outcome: 'applied', sessionId, conflict: null },
  })
  const kinds = (answers: object[], sessions: object[]) =>
    answersOf([one, another], raw(200, { answers, sessions }, '0')).map((answer) =>
      answer.kind === 'applied' ? (answer.result as { session: { id: string } }).session.id : answer.kind,
    )
  const both = [verdict(one, other.id), verdict(another, session.id)]
  assert.deepEqual(kinds(both, [session, other]), [other.id, session.id])
  assert.deepEqual(kinds(both, [session]), ['unanswered', session.id])
  const rejected = { operationId: one.id, status: 422, body: { ...problem(422, 'validation_failed'), operationId: one.id } }
  assert.deepEqual(kinds([rejected], []), ['rejected'], 'a list that ends early was not tried to its end')
})

test('an answer to the batch as a whole is the answer to each of its operations', () => {
  const unauthenticated = raw(401, problem(401, 'unauthenticated'), '0')
  assert.deepEqual(
    answersOf([one, another], unauthenticated).map(({ kind }) => kind),
    ['unauthorized', 'unauthorized'],
  )
  const page = answersOf([one, another], raw(200, { hello: 'hotel' }, '0'))
  assert.deepEqual(
    page.map((answer) => answer.kind === 'unanswered' && answer.why),
    ['foreign', 'foreign'],
  )
  const answers = [one, another].map(({ id }) => ({
    operationId: id,
    status: 200,
    body: { operationId: id, outcome: 'applied', sessionId: session.id, conflict: null },
  }))
  const elsewhere = answersOf([one, another], raw(502, { answers, sessions: [session] }, '0'))
  assert.deepEqual(
    elsewhere.map(({ kind }) => kind),
    ['unanswered', 'unanswered'],
    'a batch is answered with 200',
  )
})
