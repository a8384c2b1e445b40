import { openJournal } from '@holdfast/journal'
import { memoryLocation, virtualClock } from '@holdfast/journal/testing'
import { createOutbox } from '@holdfast/outbox'
import { complete } from '../../../../apps/mobile/sync/session/operations.ts'
import { intentOf } from '../../lib/operation.mjs'

const SETS = 20
/** Somebody who logs fast: a set every two seconds, the least favourable case for gathering. */
export const EVERY_MS = 2_000
export const LOGGED_S = (SETS * EVERY_MS) / 1_000

/** What one workout of 20 sets and its completion sends: logged without a network, or live. Time is virtual. */
export function workout(isLive) {
  const phone = newPhone(50)
  phone.online = isLive
  for (let n = 0; n < SETS; n++) {
    phone.outbox.enqueue(intentOf(n), undefined)
    phone.clock.advance(EVERY_MS)
  }
  phone.outbox.enqueue(completionOf(), undefined)
  phone.online = true
  phone.outbox.wake()
  phone.clock.advance(60_000)
  return phone.told()
}

/** How long 10,000 waiting sets take at a round trip of so many milliseconds, and what they would take at best. */
export function backlog(count, roundTripMs) {
  const phone = newPhone(roundTripMs)
  for (let n = 0; n < count; n++) phone.outbox.enqueue(intentOf(n), undefined)
  const before = process.cpuUsage()
  phone.online = true
  phone.outbox.wake()
  const startMs = phone.clock.monoMs()
  let doneMs = null
  phone.outbox.subscribe(() => (doneMs ??= phone.outbox.snapshot().waiting.length === 0 ? phone.clock.monoMs() : null))
  while (doneMs === null) phone.clock.advance(roundTripMs)
  const { user, system } = process.cpuUsage(before)
  const { requests, widest, atOnce } = phone.told()
  const seconds = (doneMs - startMs) / 1_000
  const best = (Math.ceil(count / (widest * atOnce)) * roundTripMs) / 1_000
  return { count, roundTripMs, seconds, serialSeconds: (count * roundTripMs) / 1_000, best, requests, cpuSeconds: (user + system) / 1e6 }
}

function newPhone(roundTripMs) {
  const clock = virtualClock()
  let journal
  openJournal({ location: memoryLocation(), clock, expectHistory: false }, (answer) => (journal = answer.journal))
  let ids = 0
  let requests = 0
  let bytes = 0
  let widest = 0
  let flying = 0
  let atOnce = 0
  const phone = {
    clock,
    online: false,
    told: () => ({ requests, bytes, widest, atOnce, waiting: phone.outbox.snapshot().waiting.length }),
    outbox: createOutbox({
      journal,
      clock,
      random: { id: () => `id-${ids++}`, unit: () => 0.5 },
      auth: { refresh: () => undefined },
      send(operations, done) {
        if (!phone.online) {
          done(operations.map(() => ({ kind: 'unanswered', why: 'network' })))
          return () => undefined
        }
        requests++
        bytes += JSON.stringify(operations.map(({ id, method, endpoint, body }) => ({ id, method, endpoint, body }))).length
        widest = Math.max(widest, operations.length)
        atOnce = Math.max(atOnce, ++flying)
        return clock.after(roundTripMs, () => {
          flying--
          done(operations.map(() => ({ kind: 'applied', result: {}, receipt: null })))
        })
      },
    }),
  }
  return phone
}

function completionOf() {
  const { lane } = intentOf(0)
  const actualSets = Object.fromEntries(
    Array.from({ length: SETS }, (_, n) => {
      const { endpoint, body } = intentOf(n)
      const id = endpoint.split('/').at(-1)
      return [id, { id, ...body }]
    }),
  )
  const sessionId = lane.replace('session_', '')
  const at = '2027-01-15T08:00:00.000Z'
  const log = {
    sessionId,
    session: { title: '', scheduledOn: '' },
    unplanned: null,
    startedAt: at,
    sessionRpe: 8,
    notes: '',
    actualSets,
    takenBack: [],
  }
  return complete(log, 1, at, at)
}
