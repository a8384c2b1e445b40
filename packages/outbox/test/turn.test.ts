import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openJournal, type Journal } from '@holdfast/journal'
import { memoryMedium, newDisk, locationOf, virtualClock } from '@holdfast/journal/testing'
import { createOutbox, type Answer, type Outbox } from '../src/index.ts'
import { completion, offline, rejected, set } from './phone.ts'

/** A phone whose disk completes when the test says so, like a browser's a moment later. */
function slowPhone(network: () => Answer): { outbox: Outbox; journal: Journal; late: () => void } {
  const pending: (() => void)[] = []
  const late = (): void => {
    while (pending.length > 0) pending.splice(0).forEach((complete) => complete())
  }
  const clock = virtualClock()
  const slow = memoryMedium({ disk: newDisk(), later: (complete) => void pending.push(complete) })
  let made = 0
  const random = { id: () => `id-${++made}`, unit: () => 0.5 }
  const opened: { outbox: Outbox; journal: Journal }[] = []
  openJournal({ location: locationOf(slow), clock, expectHistory: false }, (answer) => {
    assert.ok(answer.open)
    const { journal } = answer
    const outbox = createOutbox({
      journal,
      clock,
      random,
      auth: { refresh() {} },
      send(operations, done) {
        done(operations.map(network))
        return () => {}
      },
    })
    opened.push({ outbox, journal })
  })
  late()
  return { ...opened[0]!, late }
}

test('[O20] an operation that supersedes its lane is made in its turn, with what was enqueued before it on a slow disk', () => {
  const { outbox, late } = slowPhone(() => offline)
  let held: string[] | null = null
  outbox.enqueue(set('s1', 'squat'), {})
  outbox.enqueueInTurn(() => {
    held = outbox.snapshot().waiting.map(({ slot }) => slot)
    return { intent: completion('s1'), event: {} }
  })
  assert.equal(held, null, 'nothing is on disk yet')
  late()
  assert.deepEqual(held, ['set_s1_squat'])
})

test('[O20] event and operation are made together in their turn; if no operation is needed, the event is recorded alone', () => {
  const { outbox, journal, late } = slowPhone(() => offline)
  const takeBack = (): void => {
    outbox.enqueueInTurn(() => {
      const isThere = outbox.stateOf('set_s1_squat') !== null
      return { intent: isThere ? set('s1', 'squat', 0) : null, event: { takenBack: isThere } }
    })
  }
  takeBack()
  outbox.enqueue(set('s1', 'squat'), { logged: true })
  takeBack()
  late()
  assert.deepEqual(
    journal.records.map(({ event, enqueue }) => [event, enqueue !== undefined]),
    [
      [{ takenBack: false }, false],
      [{ logged: true }, true],
      [{ takenBack: true }, true],
    ],
  )
})

test('[O22] a rejected operation is not retried over a newer one that was still being stored (simulator, seed 48402)', () => {
  let network: Answer = rejected
  const { outbox, late } = slowPhone(() => network)
  outbox.enqueue(set('s1', 'squat', 999), {})
  late()
  network = offline
  outbox.enqueue(set('s1', 'squat', 9), {})
  outbox.retry(outbox.snapshot().attention[0]!.operation.id)
  late()
  const { waiting, attention } = outbox.snapshot()
  assert.deepEqual(
    [...waiting, ...attention].map((one) => ('body' in one ? one.body : one.operation.body)),
    [{ reps: 9 }],
  )
})

test('[O22] a retry requested twice before the first is on disk is sent once', () => {
  let network: Answer = rejected
  const { outbox, journal, late } = slowPhone(() => network)
  outbox.enqueue(set('s1', 'squat'), {})
  late()
  network = offline
  const { id } = outbox.snapshot().attention[0]!.operation
  outbox.retry(id)
  outbox.retry(id)
  late()
  assert.equal(journal.records.filter(({ enqueue }) => enqueue !== undefined).length, 2)
  assert.equal(outbox.snapshot().waiting.length, 1)
})
