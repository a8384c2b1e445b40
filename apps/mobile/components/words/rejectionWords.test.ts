import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FieldProblem, Session } from '@holdfast/contract'
import type { Attention } from '@holdfast/outbox'
import type { SessionView } from '../../sync/session/overlay.ts'
import { rejectionOfSet } from '../../sync/server/rejection.ts'
import { correctedSets, rejectionWords } from './rejectionWords.ts'

const set = (id: string, setType: 'warmup' | 'working') => ({ id, setType, isAmrap: false, reps: 5, weight: null, targetRpe: null })
const bench = { id: 'e', exerciseId: 'bench', name: 'Bench press', order: 0, restSeconds: null, notes: '' }
const plan = [{ ...bench, sets: [set('w', 'warmup'), set('a', 'working')] }]
const lifted = (id: string, reps: number, logged_at = 'then') => ({ id, exerciseId: 'bench', reps, logged_at })
const view = (more: object): SessionView =>
  ({
    id: 's',
    title: 'Upper A',
    plan,
    actualSets: [lifted('w', 1000), lifted('a', 5)],
    status: 'in_progress',
    version: 3,
    ...more,
  }) as unknown as SessionView

const problem = (pointer: string): FieldProblem => ({ pointer, code: 'out_of_range', message: '', max: 999 })
function rejected(
  path: string,
  slot: string,
  body: unknown,
  errors?: readonly FieldProblem[],
  method: 'POST' | 'PUT' | 'DELETE' = 'POST',
): Attention {
  const operation = { id: 'o', endpoint: `/v1/sessions/s/${path}`, method, body, slot, lane: 'session_s', v: 1, createdAt: 0, seq: 1 }
  return { operation, refusal: { code: 'validation_failed', status: 422, detail: '', errors }, at: 0 }
}
const log = { actualSets: [lifted('w', 1000), lifted('a', 5)], notes: '' }
const finish = (...pointers: string[]) => rejected('complete', 'session_completion_s', log, pointers.map(problem))
const putSet = rejected('sets/a', 'set_s_a', { exerciseId: 'bench', reps: 1000 }, [problem('/reps')], 'PUT')

test('a rejection of any kind says what it means for the workout, and why', () => {
  const whats: [Attention, Partial<Session>, string][] = [
    [finish(), {}, "‘Upper A’ isn't finished"],
    [finish(), { status: 'completed' }, "Changes to ‘Upper A’ aren't on the server"],
    [finish(), { status: 'completed', version: 0 }, "‘Upper A’ isn't on the server"],
    [rejected('skip', 'session_skip_s', { reason: null }), { status: 'planned' }, "‘Upper A’ isn't skipped"],
    [rejected('revisions/r/restore', 'session_restore_s', {}), { status: 'completed' }, "‘Upper A’: the other version doesn't count"],
    [putSet, {}, "Set 1 of Bench press isn't on the server"],
    [rejected('sets/a', 'set_s_a', {}, undefined, 'DELETE'), {}, 'Set 1 of Bench press is still on the server'],
    [rejected('else', 'something else', {}), {}, "A change isn't on the server"],
  ]
  for (const [attention, more, what] of whats) assert.equal(rejectionWords(attention, view(more)).what, what)
  assert.equal(rejectionWords(finish(), null).what, "A workout isn't finished")
  assert.equal(rejectionWords(finish('/actualSets/0/reps'), view({})).why, 'Warm-up 1 of Bench press: 1000 reps is above 999.')
})

test('a set is named by its own rejection and by a pointer into the workout, and by nothing else', () => {
  const named = (attention: Attention) =>
    ['w', 'a'].map((id) => rejectionOfSet(attention, id)?.errors.map(({ pointer }) => pointer) ?? null)
  assert.deepEqual(named(putSet), [null, ['/reps']])
  assert.deepEqual(named(rejected('sets/a', 'set_s_a', {}, undefined, 'PUT')), [null, []])
  assert.deepEqual(named(finish('/actualSets/0/reps')), [['/reps'], null])
  assert.deepEqual(named(finish('/actualSets/1/weight/value', '/actualSets/0/rpe', '/actualSets/1/reps')), [
    ['/rpe'],
    ['/weight/value', '/reps'],
  ])
  for (const pointer of ['/notes', '/actualSets', '', '/actualSets/7/reps', '/actualSets/x/reps', 'actualSets/0'])
    assert.deepEqual(named(finish(pointer)), [null, null], pointer)
  assert.deepEqual(named(rejected('complete', 'session_completion_s', 'no log', [problem('/actualSets/0/reps')])), [null, null])
})

test('a set that was changed since is no longer the reason', () => {
  const changed = view({ actualSets: [lifted('w', 10, 'later'), lifted('a', 5)] })
  const both = finish('/actualSets/0/reps', '/actualSets/1/reps')
  const one = finish('/actualSets/0/reps')
  assert.equal(correctedSets(one, view({})), null)
  assert.equal(correctedSets(one, changed), 'warm-up 1 of Bench press')
  assert.equal(correctedSets(both, changed), null, 'the other one is as it was')
  assert.equal(correctedSets(finish('/actualSets/0/reps', '/notes'), changed), null, 'so are the notes')
  assert.equal(correctedSets(one, view({ actualSets: [lifted('a', 5)] })), 'warm-up 1 of Bench press', 'it is not logged any more')
  assert.equal(rejectionWords(one, changed).why, 'You changed warm-up 1 of Bench press since. Finish the workout again to send it.')
})
