import { answering } from '../../lib/child.ts'
import { operationOf } from '../../lib/operation.ts'
import { stage, type Candidate, type MediumName } from '../../lib/stage.ts'
import { cpuUs } from '../../lib/statistics.ts'

// One candidate on one medium with so many waiting, in a process of its own: its garbage is nobody else's.

Reflect.set(globalThis, 'window', globalThis)
/** Fill a queue, tap it so often, or with neither drop it. */
export type TapperQuestion = { fill?: number; withinMs?: number; warmMs?: number; taps?: number }

/** How long the queue became, and how long the first tap on it took. */
export type Filled = { length: number; firstMs: number }

/** What a tap costs. */
export type Taps = { us: number; bytes: number; writes: number; replicas: number }

type Row = { candidate: Candidate; from: number; next: number }

const [name, medium] = process.argv.slice(2) as [string, MediumName]
const WARM_TAPS = 6_000
/** A queue may grow by this share while it is measured; then new ones of the same length take its place. */
const GROWTH = 0.3
const QUEUES_MAX = 100
let length = 0
let withinMs = 0
/** Queues of one length, and how far each has come: short ones grow out of it after a few taps, so there are many of them. */
let queues: Row[] = []

answering(async (message: TapperQuestion): Promise<Filled | Taps | null> => {
  if (message.fill !== undefined) {
    await warm(message.warmMs ?? 0)
    length = message.fill
    withinMs = message.withinMs ?? 0
    const queue = await newQueue()
    await settle([queue])
    const startMs = performance.now()
    await queue.candidate.tap(operationOf(queue.next++))
    return { length: queue.from, firstMs: performance.now() - startMs }
  }
  if (message.taps !== undefined) return measure(message.taps)
  for (const { candidate } of queues) candidate.drop()
  return null
})

/** Taps until a thing is compiled; what it costs before says nothing. */
async function warm(warmMs: number): Promise<void> {
  const untilMs = performance.now() + warmMs
  for (let taps = 0; taps < WARM_TAPS && performance.now() < untilMs; taps += 100) {
    const small = stage(name, medium)
    await small.open()
    for (let n = 0; n < 100 && performance.now() < untilMs; n++) await small.tap(operationOf(n))
    small.drop()
  }
}

async function newQueue(): Promise<Row> {
  const candidate = stage(name, medium)
  const from = await candidate.fill(length, withinMs)
  return { candidate, from, next: from }
}

/** The queues from now on. The first tap after a fill writes what the fill left: it is nobody's. */
async function settle(made: Row[]): Promise<void> {
  queues = made
  globalThis.gc?.()
  for (const queue of queues) await queue.candidate.tap(operationOf(queue.next++))
}

/** So many queues of the length that is asked for. */
async function renew(count: number): Promise<void> {
  for (const { candidate } of queues) candidate.drop()
  const made: Row[] = []
  while (made.length < count) made.push(await newQueue())
  await settle(made)
}

async function measure(wanted: number): Promise<Taps> {
  const room = Math.max(2, Math.floor(length * GROWTH))
  const each = Math.min(wanted, room)
  const count = Math.min(QUEUES_MAX, Math.ceil(wanted / each))
  if (queues.length < count || queues.some(({ from, next }) => next + each - from > room + 1)) await renew(count)
  const work = queues.map((queue) => {
    const operations = Array.from({ length: each }, (_, index) => operationOf(queue.next + index))
    queue.next += each
    return { candidate: queue.candidate, operations }
  })
  const handed = () =>
    queues
      .map(({ candidate }) => candidate.counted())
      .reduce((a, b) => ({ bytes: a.bytes + b.bytes, writes: a.writes + b.writes }), { bytes: 0, writes: 0 })
  const before = handed()
  const us = await cpuUs(async () => {
    for (const { candidate, operations } of work) for (const operation of operations) await candidate.tap(operation)
  })
  const after = handed()
  const taps = each * queues.length
  return {
    us: us / taps,
    bytes: (after.bytes - before.bytes) / taps,
    writes: (after.writes - before.writes) / taps,
    replicas: queues[0]?.candidate.replicas ?? NaN,
  }
}
