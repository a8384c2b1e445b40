import { openJournal, type Journal } from '@holdfast/journal'
import { memoryLocation, virtualClock, type VirtualClock } from '@holdfast/journal/testing'
import { createOutbox, type Intent, type Outbox } from '@holdfast/outbox'
import { completeAs } from '../../../../apps/mobile/sync/session/operations.ts'
import { intentOf, setOf } from '../../lib/operation.ts'

type Told = { requests: number; bytes: number; widest: number; atOnce: number; waiting: number }

type Phone = { clock: VirtualClock; online: boolean; outbox: Outbox; told(): Told }

const SETS = 20
/** Somebody who logs fast: a set every two seconds, the least favourable case for gathering. */
export const EVERY_MS = 2_000
export const LOGGED_S = (SETS * EVERY_MS) / 1_000

/** What one workout of 20 sets and its completion sends: logged without a network, or live. Time is virtual. */
export function workout(isLive: boolean): Told {
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
export function backlog(count: number, roundTripMs: number) {
  const phone = newPhone(roundTripMs)
  for (let n = 0; n < count; n++) phone.outbox.enqueue(intentOf(n), undefined)
  const before = process.cpuUsage()
  phone.online = true
  phone.outbox.wake()
  const startMs = phone.clock.monoMs()
  let doneMs: number | null = null
  phone.outbox.subscribe(() => (doneMs ??= phone.outbox.snapshot().waiting.length === 0 ? phone.clock.monoMs() : null))
  while (doneMs === null) phone.clock.advance(roundTripMs)
  const { user, system } = process.cpuUsage(before)
  const { requests, widest, atOnce } = phone.told()
  const seconds = (doneMs - startMs) / 1_000
  const best = (Math.ceil(count / (widest * atOnce)) * roundTripMs) / 1_000
  return { count, roundTripMs, seconds, serialSeconds: (count * roundTripMs) / 1_000, best, requests, cpuSeconds: (user + system) / 1e6 }
}

function newPhone(roundTripMs: number): Phone {
  const clock = virtualClock()
  const journal = openedIn(clock)
  let ids = 0
  let requests = 0
  let bytes = 0
  let widest = 0
  let flying = 0
  let atOnce = 0
  const phone: Phone = {
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

/** In memory a journal is there when `openJournal` returns. */
function openedIn(clock: VirtualClock): Journal {
  let journal: Journal | undefined
  openJournal({ location: memoryLocation(), clock, expectHistory: false }, (answer) => (journal = answer.open ? answer.journal : undefined))
  if (!journal) throw new Error('the journal did not open')
  return journal
}

function completionOf(): Intent {
  const at = '2027-01-15T08:00:00.000Z'
  return completeAs(intentOf(0).lane.replace('session_', ''), {
    startedAt: at,
    completedAt: at,
    planVersion: 1,
    sessionRpe: 8,
    notes: '',
    actualSets: Array.from({ length: SETS }, (_, n) => setOf(n)),
    logged_at: at,
  })
}
