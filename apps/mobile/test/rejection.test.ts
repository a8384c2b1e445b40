import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FieldProblem } from '@holdfast/contract'
import { fieldErrors, rejectionOfSet, setOfField, stepsOf } from '../sync/server/rejection.ts'
import { operationAt } from './knownParts.ts'
import { tooMany } from './server.ts'

const sets = [
  { id: 's1', reps: 5 },
  { id: 's2', reps: 1000 },
]
const completion = operationAt({ endpoint: '/v1/sessions/lower/complete', body: { actualSets: sets } })
const ofSet = operationAt({ endpoint: '/v1/sessions/lower/sets/s1', body: { reps: 1000 } })
const skip = operationAt({})
const rejected = (operation: typeof skip, ...errors: FieldProblem[]) => ({
  operation,
  refusal: { code: 'validation_failed', status: 422, detail: '', errors },
})

test('fields are named as the server names them; what is no list of fields names none', () => {
  assert.deepEqual(fieldErrors([tooMany('/reps')]), [tooMany('/reps')])
  for (const other of [undefined, null, 'reps', [{ pointer: 5 }], [tooMany('/reps'), {}]]) assert.deepEqual(fieldErrors(other), [])
})

test('a pointer is read step by step, with what is escaped in it', () => {
  const steps = (pointer: string) => stepsOf({ pointer })
  assert.deepEqual([steps('/actualSets/3/reps'), steps('/a~1b~0c'), steps('/~01')], [['actualSets', '3', 'reps'], ['a/b~c'], ['~1']])
  assert.deepEqual([steps(''), steps('/')], [[], ['']])
})

test('a field is of the set of its operation, or of the one at its place in the log; every other field is of none', () => {
  assert.equal(setOfField(tooMany('/reps'), ofSet), 's1')
  const of = (pointer: string, operation = completion) => setOfField(tooMany(pointer), operation)
  assert.deepEqual([of('/actualSets/0/reps'), of('/actualSets/1'), of('/actualSets/2/reps'), of('/actualSets')], ['s1', 's2', null, null])
  assert.deepEqual([of('/notes'), of('/takenBack/0'), of('/actualSets/0/reps', skip)], [null, null, null])
  assert.equal(of('/actualSets/0/reps', { ...skip, body: completion.body }), null, 'a skip has no sets')
  assert.equal(of('/actualSets/0/reps', { ...completion, body: { actualSets: [{ id: 5 }] } }), null)
})

test('the rejection of a set by its own operation is of that set, with or without a field', () => {
  assert.deepEqual(rejectionOfSet(rejected(ofSet, tooMany('/reps')), 's1'), {
    code: 'validation_failed',
    errors: [tooMany('/reps')],
    set: { reps: 1000 },
  })
  assert.deepEqual(rejectionOfSet(rejected(ofSet), 's1'), { code: 'validation_failed', errors: [], set: { reps: 1000 } })
  assert.equal(rejectionOfSet(rejected(ofSet, tooMany('/reps')), 's2'), null)
})

test('a rejected log is a rejection of the sets it names, with pointers into each of them', () => {
  const of = rejected(completion, tooMany('/actualSets/1/weight/value'), tooMany('/notes'), tooMany('/actualSets/1/reps'))
  assert.deepEqual(rejectionOfSet(of, 's2'), {
    code: 'validation_failed',
    errors: [tooMany('/weight/value'), tooMany('/reps')],
    set: sets[1],
  })
  assert.deepEqual([rejectionOfSet(of, 's1'), rejectionOfSet(rejected(completion), 's1')], [null, null])
  assert.equal(rejectionOfSet(rejected(skip, tooMany('/actualSets/0/reps')), 's1'), null)
})
