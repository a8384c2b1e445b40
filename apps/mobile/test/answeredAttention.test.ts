import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Entry, Journal, Saved } from '@holdfast/journal'
import type { Outbox, SlotState } from '@holdfast/outbox'
import { releaseAnswered } from '../sync/engine/answeredAttention.ts'
import { operationAt } from './knownParts.ts'

/** What was rejected, and what was said last of each. */
function rejected(...last: [id: string, state: SlotState | null][]) {
  const released: unknown[] = []
  const saved: ((saved: Saved) => void)[] = []
  const journal = {
    append(entry: Entry, whenSaved: (saved: Saved) => void) {
      released.push(entry)
      saved.push(whenSaved)
    },
  } as unknown as Journal
  let tell = (): void => {}
  let isStopped = false
  const outbox = {
    snapshot: () => ({ attention: last.map(([id]) => ({ operation: operationAt({ id, slot: id, lane: 'lane' }) })) }),
    stateOf: (slot: string, lane: string) => (lane === 'lane' ? (last.find(([id]) => id === slot)?.[1] ?? null) : null),
    subscribe(listener: () => void) {
      tell = listener
      return () => void (isStopped = true)
    },
  } as unknown as Outbox
  const stop = releaseAnswered(journal, outbox)
  return { released, saved, tell: () => tell(), stop, isStopped: () => isStopped }
}

const release = (id: string) => ({ settle: { id, verdict: 'released' } })
const waits = (id: string): SlotState => ({ at: 'waiting', operation: operationAt({ id }) })

test('a rejection is let go of once something newer was said of the same thing, waiting or applied, also before the start', () => {
  const { released } = rejected(
    ['a', waits('newer')],
    ['b', { at: 'applied', id: 'newer', receipt: null }],
    ['c', { at: 'discarded', id: 'newer' }],
  )
  assert.deepEqual(released, [release('a'), release('b'), release('c')])
})

test('a rejection stays while it is the last word, or nobody knows of one', () => {
  const own = { at: 'attention', operation: operationAt({ id: 'a' }), refusal: { code: '', status: 422, detail: '' } } as const
  assert.deepEqual(rejected(['a', own], ['b', { at: 'discarded', id: 'b' }], ['c', null]).released, [])
})

test('it is let go of once, however often the outbox changes meanwhile; tried again where that was not stored', () => {
  const { released, saved, tell, stop, isStopped } = rejected(['a', waits('newer')])
  tell()
  assert.equal(released.length, 1)
  saved[0]!({ saved: false, why: 'full', detail: '' })
  tell()
  assert.equal(released.length, 2)
  stop()
  assert.equal(isStopped(), true)
})
