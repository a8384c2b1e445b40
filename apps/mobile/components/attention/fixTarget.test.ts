import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Attention } from '@holdfast/outbox'
import { fixTarget } from './fixTarget.ts'

function refused(slot: string, method: 'PUT' | 'POST' | 'DELETE', body: unknown, pointer?: string): Attention {
  const [, sessionId, setId] = /^set_(.+)_(.+)$/.exec(slot) ?? []
  const endpoint = `/v1/sessions/${sessionId ?? 's1'}/${setId ? `sets/${setId}` : slot.includes('skip') ? 'skip' : 'complete'}`
  const operation = { id: 'o1', endpoint, method, body, slot, lane: 'session_s1', v: 1, createdAt: 0, seq: 1 }
  const errors = pointer === undefined ? undefined : [{ pointer, code: 'out_of_range', message: '', max: 999 }]
  return { operation, refusal: { code: 'validation_failed', status: 422, detail: '', errors }, at: 0 }
}

test('a rejected set is corrected in the cell that was rejected', () => {
  assert.deepEqual(fixTarget(refused('set_s1_a', 'PUT', { reps: 1000 }, '/reps')), {
    at: 'cell',
    sessionId: 's1',
    setId: 'a',
    field: 'reps',
  })
  assert.deepEqual(fixTarget(refused('set_s1_a', 'PUT', {}, '/weight/value')), { at: 'cell', sessionId: 's1', setId: 'a', field: 'weight' })
})

test('of a rejected workout the rejected set is found, and other fields are on the last page', () => {
  const body = { actualSets: [{ id: 'a' }, { id: 'b', rpe: 11 }], notes: 'x' }
  assert.deepEqual(fixTarget(refused('session_completion_s1', 'POST', body, '/actualSets/1/rpe')), {
    at: 'cell',
    sessionId: 's1',
    setId: 'b',
    field: 'rpe',
  })
  assert.deepEqual(fixTarget(refused('session_completion_s1', 'POST', body, '/notes')), { at: 'finish', sessionId: 's1' })
})

test('a skip and a removal of a set have no number to change', () => {
  assert.equal(fixTarget(refused('session_skip_s1', 'POST', {})), null)
  assert.equal(fixTarget(refused('set_s1_a', 'DELETE', {})), null)
})
