import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StoredOperation } from '../src/index.ts'
import { applied, offline, phone, set } from './phone.ts'

// An app of this version and one of a later version, on one journal.

/** This version knows the bodies of version 1. */
const upcast = (stored: StoredOperation): StoredOperation | null => (stored.v === 1 ? stored : null)

test('[O18] [O23] a running app finds operations, settlements and events of a later version: it goes on saving and sending, and keeps them', () => {
  const reported: string[] = []
  const lifter = phone(() => applied, { upcast, report: (error) => reported.push((error as Error).message) })
  const { journal, outbox } = lifter
  const kind = { ...set('s1', 'later'), v: 9, id: 'of-later', createdAt: 1 }
  const shape = { id: 'o', what: 'nobody knows' }
  journal.append({ event: { kind: 'fromTheFuture' }, enqueue: kind })
  journal.append({ event: { kind: 'fromTheFuture' }, enqueue: shape })
  journal.append({ settle: { id: 'of-later', verdict: 'postponed' } })
  journal.append({ event: { kind: 'fromTheFuture' } })
  const saved: boolean[] = []
  outbox.enqueue(set('s1', '1'), {}, (answer) => saved.push(answer.saved))
  outbox.enqueue(set('s2', '1'), {}, (answer) => saved.push(answer.saved))
  outbox.drain()
  assert.deepEqual([saved, lifter.sent.map(({ slot }) => slot).sort(), lifter.waiting()], [[true, true], ['set_s1_1', 'set_s2_1'], []])
  const { unknownKind, foreign } = outbox.snapshot()
  assert.deepEqual([unknownKind.map(({ id }) => id), foreign.map(({ seq }) => seq)], [['of-later'], [2, 3]])
  const unread = [2, 3].map((seq) => `record ${seq} has a shape unknown to this version`)
  assert.deepEqual(reported, unread)
  const again = lifter.restart(() => offline).outbox.snapshot()
  assert.deepEqual([again.unknownKind, again.foreign, again.waiting], [unknownKind, foreign, []])
  assert.deepEqual(reported, [...unread, ...unread])
})

test('[O2] [O18] an operation of a later version is replaced by a newer one in its slot, and replaces an older one; its own verdict settles it', () => {
  const lifter = phone(() => offline, { upcast })
  const { journal, outbox } = lifter
  const later = (id: string, name: string) => ({ ...set('s1', name), v: 9, id, createdAt: 1 })
  outbox.enqueue(set('s1', '1'), {})
  journal.append({ enqueue: later('l1', '1') })
  journal.append({ enqueue: later('l2', '2') })
  outbox.enqueue(set('s1', '2'), {})
  journal.append({ enqueue: later('l3', '3') })
  journal.append({ settle: { id: 'l3', verdict: 'applied', receipt: null } })
  assert.deepEqual([lifter.waiting(), outbox.snapshot().unknownKind.map(({ id }) => id)], [['set_s1_2'], ['l1']])
  assert.equal(outbox.stateOf('set_s1_1')?.at, 'waiting')
  assert.equal(outbox.stateOf('set_s1_3')?.at, 'applied')
})
