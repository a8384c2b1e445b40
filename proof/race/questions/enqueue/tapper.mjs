import { answering } from '../../lib/child.mjs'
import { operationOf } from '../../lib/operation.mjs'
import { stage } from '../../lib/stage.mjs'
import { cpuUs } from '../../lib/statistics.mjs'

// One candidate on one medium with so many waiting, in a process of its own: its garbage is nobody else's.

globalThis.window = globalThis
const [name, medium] = process.argv.slice(2)
const WARM_TAPS = 6_000
/** A queue may grow by this share while it is measured; then new ones of the same length take its place. */
const GROWTH = 0.3
const QUEUES_MAX = 100
let length = 0
let withinMs = 0
/** Queues of one length, and how far each has come: short ones grow out of it after a few taps, so there are many of them. */
let queues = []

answering(async (message) => {
  if (message.fill !== undefined) {
    await warm(message.warmMs)
    length = message.fill
    withinMs = message.withinMs
    await renew(1)
    const startMs = performance.now()
    await queues[0].candidate.tap(operationOf(queues[0].next++))
    return { length: queues[0].from, firstMs: performance.now() - startMs }
  }
  if (message.taps !== undefined) return measure(message.taps)
  for (const { candidate } of queues) candidate.drop()
  return null
})

/** Taps until a thing is compiled; what it costs before says nothing. */
async function warm(warmMs) {
  const untilMs = performance.now() + warmMs
  for (let taps = 0; taps < WARM_TAPS && performance.now() < untilMs; taps += 100) {
    const small = stage(name, medium)
    await small.open()
    for (let n = 0; n < 100 && performance.now() < untilMs; n++) await small.tap(operationOf(n))
    small.drop()
  }
}

/** So many queues of the length that is asked for. The first tap after a fill writes what the fill left: it is nobody's. */
async function renew(count) {
  for (const { candidate } of queues) candidate.drop()
  queues = []
  for (let made = 0; made < count; made++) {
    const candidate = stage(name, medium)
    const from = await candidate.fill(length, withinMs)
    queues.push({ candidate, from, next: from })
  }
  globalThis.gc()
  for (const queue of queues) await queue.candidate.tap(operationOf(queue.next++))
}

async function measure(wanted) {
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
    queues.map(({ candidate }) => candidate.counted()).reduce((a, b) => ({ bytes: a.bytes + b.bytes, writes: a.writes + b.writes }))
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
    replicas: queues[0].candidate.replicas,
  }
}
