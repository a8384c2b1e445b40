import assert from 'node:assert/strict'
import { test } from 'node:test'
import { problemCodes } from '@holdfast/contract'
import type { Session } from '@holdfast/contract'
import { didOf, didWords } from './didWords.ts'
import { problemWords } from './problemWords.ts'

const set = (id: string, setType: 'warmup' | 'working') => ({ id, setType, isAmrap: false, reps: 5, weight: null, targetRpe: null })
const bench = {
  id: 'e',
  exerciseId: 'bench',
  name: 'Bench press',
  order: 0,
  restSeconds: null,
  notes: '',
  sets: [set('w', 'warmup'), set('a', 'working'), set('b', 'working')],
}
const session = { id: 's', title: 'Upper A', plan: [bench] } as unknown as Session
const putSet = { slot: 'set_s_b', method: 'PUT', body: { exerciseId: 'bench', reps: 1000, weight: { value: 2001, unit: 'kg' } } }

test('what waits is named as something a person did', () => {
  const words = (slot: string, method: string, body: unknown) => didWords(didOf({ slot, method, body }), session)
  assert.equal(words('session_completion_s', 'POST', { actualSets: [1, 2] }), 'Finish ‘Upper A’ · 2 sets')
  assert.equal(words('session_skip_s', 'POST', {}), 'Skip ‘Upper A’')
  assert.equal(words('set_s_b', 'PUT', {}), 'Set 2 of Bench press')
  assert.equal(words('set_s_w', 'PUT', {}), 'Warm-up 1 of Bench press')
  assert.equal(words('set_s_b', 'DELETE', {}), 'Take back set 2 of Bench press')
  assert.equal(words('set_s_new', 'PUT', { exerciseId: 'bench' }), 'An added set of Bench press')
  assert.equal(words('something else', 'PUT', null), 'A change')
  assert.equal(didWords(didOf({ slot: 'session_skip_s', method: 'POST', body: {} }), null), 'Skip a workout')
})

test('a rejected value is shown with its limit', () => {
  const errors = [{ pointer: '/reps', code: 'out_of_range', message: '', max: 999 }]
  assert.equal(problemWords({ code: 'validation_failed', errors }, putSet.body, session), '1000 reps is above 999.')
})

test('a rejected value inside a whole log is found by its pointer', () => {
  const body = {
    actualSets: [
      { id: 'w', reps: 5 },
      { id: 'a', weight: { value: 2001, unit: 'kg' } },
    ],
  }
  const errors = [
    { pointer: '/actualSets/1/weight/value', code: 'out_of_range', message: '', max: 2000 },
    { pointer: '/notes', code: 'out_of_range', message: '', max: 2000 },
  ]
  assert.equal(
    problemWords({ code: 'validation_failed', errors }, body, session),
    'Set 1 of Bench press: 2001 kg is above 2000. And 1 more.',
  )
})

test('every code, also one of a newer server, has a text without jargon', () => {
  for (const code of [...problemCodes, 'planet_full']) {
    const words = problemWords({ code }, {}, null)
    assert.match(words, /^[A-Z].*\.$/)
    assert.doesNotMatch(words, /POST|PUT|422|queue|mutation/)
  }
})
