import assert from 'node:assert/strict'
import { openJournal, type Journal, type JournalLocation, type Random, type Report } from '@holdfast/journal'
import { memoryMedium, newDisk, locationOf, virtualClock, type Disk, type Fault, type VirtualClock } from '@holdfast/journal/testing'
import {
  createOutbox,
  type Answer,
  type Auth,
  type Intent,
  type Lease,
  type Operation,
  type Outbox,
  type Send,
  type Upcast,
} from '../src/index.ts'

/** What the network does with a request: an answer at once, or nothing until the test gives one. */
export type Network = (operation: Operation) => Answer | 'hangs'

export type Phone = {
  outbox: Outbox
  journal: Journal
  clock: VirtualClock
  disk: Disk
  /** Everything that was sent, in order. */
  sent: Operation[]
  /** The same, request by request. */
  requests: (readonly Operation[])[]
  /** Answers a hanging request, named by its first operation: the same answer for all its operations. */
  answer(id: string, answer: Answer): void
  /** The same disk in a new process: what was in flight is forgotten. */
  restart(network?: Network): Phone
  waiting(): string[]
}

export const applied: Answer = { kind: 'applied', result: {}, receipt: null }
export const offline: Answer = { kind: 'unanswered', why: 'network' }
export const rejected: Answer = { kind: 'rejected', refusal: { code: 'validation_failed', status: 422, detail: 'no' } }

export type PhoneOptions = {
  disk?: Disk
  clock?: VirtualClock
  refresh?: Auth['refresh']
  fault?: () => Fault | null
  confirmed?: (results: readonly unknown[]) => void
  firstId?: number
  lease?: Lease
  upcast?: Upcast
  /** Answers a whole request at once; null leaves it to the network. */
  answers?: (operations: readonly Operation[]) => readonly Answer[] | null
  /** The location of the journal, when one disk is not enough. */
  location?: JournalLocation
  /** Receives exceptions; without it they are uncaught. */
  report?: Report
  /** Replaces the network above. */
  send?: Send
}

export function phone(network: Network, options: PhoneOptions = {}): Phone {
  const { disk = newDisk(), clock = virtualClock(), firstId = 1 } = options
  let ids = firstId
  // The worst case of chance: every wait is as long as possible.
  const random: Random = { id: () => `id-${ids++}`, unit: () => 0.999999 }
  const sent: Operation[] = []
  const requests: (readonly Operation[])[] = []
  const hanging = new Map<string, (answer: Answer) => void>()
  let journal: Journal | undefined
  const medium = memoryMedium({ disk, ...(options.fault ? { fault: options.fault } : {}) })
  openJournal(
    {
      location: options.location ?? locationOf(medium),
      clock,
      expectHistory: false,
      ...(options.report ? { report: options.report } : {}),
    },
    (answer) => {
      assert.ok(answer.open)
      journal = answer.journal
    },
  )
  assert.ok(journal)
  const outbox = createOutbox({
    journal,
    clock,
    random,
    send(operations, done) {
      requests.push(operations)
      sent.push(...operations)
      if (options.send) return options.send(operations, done)
      const told = options.answers?.(operations)
      if (told) {
        done(told)
        return () => undefined
      }
      const answers = operations.map(network)
      const first = operations[0]!.id
      if (answers.includes('hangs')) hanging.set(first, (answer) => done(operations.map(() => answer)))
      else done(answers as Answer[])
      return () => hanging.delete(first)
    },
    auth: { refresh: options.refresh ?? ((done) => done('refused')) },
    ...(options.confirmed ? { confirmed: options.confirmed } : {}),
    ...(options.lease ? { lease: options.lease } : {}),
    ...(options.report ? { report: options.report } : {}),
    ...(options.upcast ? { upcast: options.upcast } : {}),
  })
  return {
    outbox,
    journal,
    clock,
    disk,
    sent,
    requests,
    answer(id, answer) {
      const done = hanging.get(id)
      assert.ok(done, `${id} is not on its way`)
      hanging.delete(id)
      done(answer)
    },
    restart(next = network) {
      outbox.close()
      return phone(next, { ...options, disk, firstId: ids })
    },
    waiting: () => outbox.snapshot().waiting.map(({ slot }) => slot),
  }
}

export function set(session: string, name: string, reps = 5): Intent {
  return {
    endpoint: `/v1/sessions/${session}/sets/${name}`,
    method: 'PUT',
    body: { reps },
    slot: `set_${session}_${name}`,
    lane: session,
    v: 1,
  }
}

export function completion(session: string): Intent {
  return {
    endpoint: `/v1/sessions/${session}/complete`,
    method: 'POST',
    body: {},
    slot: `session_completion_${session}`,
    lane: session,
    v: 1,
    carriesLane: true,
  }
}
