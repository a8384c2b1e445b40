import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Journal } from '@holdfast/journal'
import type { Outbox } from '@holdfast/outbox'
import { diagnosticsText } from '../sync/engine/diagnostics.ts'
import { operationAt, refusal } from './knownParts.ts'

const AT = Date.parse('2027-01-15T08:00:00.000Z')
const journal = { generation: 3, records: [1, 2], report: { records: 7, repaired: 1, quarantined: ['x'] } } as unknown as Journal
const idle = { waiting: [], attention: [], unknownKind: [], foreign: [], sending: [], paused: null, lastSilence: null, nextAttemptAt: null }
const outboxOf = (snapshot: object, events: object[] = []) => ({ snapshot: () => ({ ...idle, ...snapshot }), events }) as unknown as Outbox
const operation = (id: string, seq: number) => operationAt({ id, seq, createdAt: AT, body: { notes: 'left knee' } })
const line = (id: string, seq: number) => `${id} · POST /v1/sessions/lower/skip · made 2027-01-15T08:00:00.000Z · ${seq}`

test('of a device where nothing happened a report says how it stands, and no more', () => {
  assert.equal(
    diagnosticsText(outboxOf({}), journal, { sent: [], discarded: [] }, []),
    `Holdfast diagnostics
paused: no · sending: 0 · last silence: none · next attempt: none
journal: generation 3, 2 records now, 7 at start, 1 repaired, 1 quarantined
`,
  )
})

test('a report names what waits, what was rejected and why, what cannot be read, what failed, and what became of the rest; never a body', () => {
  const snapshot = {
    waiting: [operation('a', 1)],
    attention: [{ operation: operation('b', 2), refusal, at: AT + 1_000 }],
    unknownKind: [operation('c', 3)],
    foreign: [{ seq: 4, at: AT }],
    sending: ['a'],
    paused: 'signIn',
    lastSilence: 'busy',
    nextAttemptAt: AT + 2_000,
  }
  const events = [
    { at: AT, kind: 'sent', id: 'a' },
    { at: AT, kind: 'paused', id: null },
    { at: NaN, kind: 'woken', id: null },
  ]
  const activity = {
    sent: [{ operation: operation('d', 5), at: AT }],
    discarded: [
      { operation: operation('e', 6), at: AT, keptHere: true },
      { operation: operation('f', 7), at: AT, keptHere: false },
    ],
  }
  const exceptions = [
    { at: AT, where: 'send', name: 'TypeError', frame: 'x.ts:1:2' },
    { at: AT, where: 'draw', name: 'string', frame: null },
  ]
  const at = '2027-01-15T08:00:00.000Z'
  assert.equal(
    diagnosticsText(outboxOf(snapshot, events), journal, activity, exceptions),
    `Holdfast diagnostics
paused: signIn · sending: 1 · last silence: busy · next attempt: 2027-01-15T08:00:02.000Z
journal: generation 3, 2 records now, 7 at start, 1 repaired, 1 quarantined

waiting:
  ${line('a', 1)}

refused:
  ${line('b', 2)} · 422 validation_failed at 2027-01-15T08:00:01.000Z

not known to this version:
  ${line('c', 3)}

records this version cannot read:
  4 · at ${at}

exceptions:
  ${at} TypeError in send · x.ts:1:2
  ${at} string in draw

sent:
  ${line('d', 5)} · at ${at}

let go of:
  ${line('e', 6)} · at ${at} · kept here
  ${line('f', 7)} · at ${at}

what happened last:
  ${at} sent a
  ${at} paused
  none woken
`,
  )
})

test('of what happened the last 60 are told', () => {
  const events = Array.from({ length: 70 }, (_, n) => ({ at: AT, kind: `kind ${n}`, id: null }))
  const told = diagnosticsText(outboxOf({}, events), journal, { sent: [], discarded: [] }, []).match(/kind \d+/g)!
  assert.deepEqual([told.length, told[0], told.at(-1)], [60, 'kind 10', 'kind 69'])
})
