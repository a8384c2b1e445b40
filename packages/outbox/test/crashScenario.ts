import assert from 'node:assert/strict'
import type { Medium, JournalLocation } from '@holdfast/journal'
import type { Fault } from '@holdfast/journal/testing'
import type { Answer, Operation } from '../src/index.ts'
import { completion, phone, rejected, set, type Phone } from './phone.ts'

/**
 * A server that behaves like the real one: one effect and one verdict for each id, for ever. It rejects one set, loses some answers, and is
 * down for a while.
 */
function newServer() {
  const verdicts = new Map<string, Answer>()
  const effects: Operation[] = []
  let requests = 0
  const verdictOf = (operation: Operation): Answer => {
    const known = verdicts.get(operation.id)
    if (known) return known
    const verdict: Answer = operation.slot === 'set_s2_3' ? rejected : { kind: 'applied', result: {}, receipt: { version: effects.length } }
    if (verdict.kind === 'applied') effects.push(operation)
    verdicts.set(operation.id, verdict)
    return verdict
  }
  return {
    effects,
    /** One request: lost in flight, applied in part, applied with a lost answer, or answered. */
    answer(operations: readonly Operation[]): Answer[] {
      requests++
      if (requests % 5 === 0) return operations.map(() => ({ kind: 'unanswered', why: 'network' }))
      const half = requests % 3 === 0 ? Math.ceil(operations.length / 2) : operations.length
      const answers = operations.slice(0, half).map(verdictOf)
      if (requests % 7 === 0) return operations.map(() => ({ kind: 'unanswered', why: 'timeout' }))
      return half < operations.length ? [...answers, { kind: 'unanswered', why: 'busy' }] : answers
    },
  }
}

/** Twenty operations of three sessions: sets logged, changed and removed, one rejected, two workouts finished. */
const script = [
  ...['1', '2', '3', '4', '5'].map((name) => set('s1', name)),
  set('s1', '2', 8),
  ...['1', '2', '3', '4'].map((name) => set('s2', name)),
  set('s2', '1', 3),
  completion('s1'),
  ...['1', '2', '3', '4'].map((name) => set('s3', name)),
  set('s3', '4', 1),
  completion('s2'),
  set('s3', '2', 9),
  set('s3', '5'),
]

type World = { location: () => JournalLocation; server: ReturnType<typeof newServer>; acknowledged: string[]; done: number }

/** One launch: continues the script where the last one was killed. A write may be cut; then the process is dead. */
function launch(world: World, fault: () => Fault | null): void {
  let dead = false
  const location = cutting(world.location(), () => {
    if (dead) return 'killedBefore'
    const met = fault()
    dead = met !== null
    return met
  })
  let lifter: Phone | undefined
  try {
    lifter = phone(() => 'hangs', {
      location,
      firstId: 1000 * (world.done + 1),
      answers: (operations) => (dead ? null : world.server.answer(operations)),
    })
  } catch {
    // Killed while it opened.
    assert.ok(dead)
    return
  }
  lifter.outbox.drain()
  while (world.done < script.length && !dead) {
    const intent = script[world.done]!
    lifter.outbox.enqueue(intent, { done: world.done }, (saved) => saved.saved && world.acknowledged.push(idOf(lifter!)))
    world.done++
    lifter.clock.advance(1_500)
  }
  if (!dead) lifter.clock.advance(7_200_000)
  lifter.outbox.close()
}

const idOf = (lifter: Phone): string => (lifter.journal.records.at(-1)!.enqueue as { id: string } | undefined)?.id ?? lastEnqueued(lifter)
const lastEnqueued = (lifter: Phone): string => (lifter.journal.records.findLast((record) => record.enqueue)!.enqueue as { id: string }).id

/**
 * Runs twenty operations once for every storage write, cut before and after it, and once more to the end. `newLocation` makes an empty
 * disk, and returns a function that opens it as the next process would. Answers how many cuts there were. Throws on a loss.
 */
export function cutEverywhere(newLocation: () => () => JournalLocation): number {
  let cuts = 0
  for (const fault of ['killedBefore', 'killedAfter'] as const) {
    for (let at = 0; ; at++) {
      const world: World = { location: newLocation(), server: newServer(), acknowledged: [], done: 0 }
      let writes = 0
      launch(world, () => (writes++ === at ? fault : null))
      if (writes <= at) break
      cuts++
      launch(world, () => null)
      check(world, `${fault} write ${at}`)
    }
  }
  return cuts
}

/** The same location in a process that may die before or after any write. A dead process writes nothing and answers nothing. */
function cutting(location: JournalLocation, fault: () => Fault | null): JournalLocation {
  const cut = (medium: Medium): Medium => ({
    ...medium,
    append(key, value, done) {
      const met = fault()
      if (met === 'killedBefore') return
      medium.append(key, value, met === null ? done : () => undefined)
    },
  })
  return {
    generations: (done) => location.generations(done),
    replicas(generation) {
      const [first, ...others] = location.replicas(generation)
      return [cut(first), ...others.map(cut)]
    },
  }
}

/**
 * Every acknowledged operation is on the server, in the rejected list, or replaced by a later one; none had two effects; every lane kept
 * its order.
 */
function check(world: World, where: string): void {
  const { effects } = world.server
  const lifter = phone(() => 'hangs', { location: world.location(), firstId: 900_000 })
  assert.deepEqual(lifter.waiting(), [], `${where}: everything was sent`)
  const ids = effects.map(({ id }) => id)
  assert.equal(new Set(ids).size, ids.length, `${where}: one effect an operation`)
  const settled = new Set([...ids, ...lifter.outbox.snapshot().attention.map(({ operation }) => operation.id)])
  const operations = lifter.journal.records.flatMap((record) =>
    record.enqueue ? [{ ...(record.enqueue as Operation), seq: record.seq }] : [],
  )
  for (const id of world.acknowledged) {
    const own = operations.find((operation) => operation.id === id)
    assert.ok(own, `${where}: ${id} is on disk`)
    const covered = operations.some(
      (later) => later.seq > own.seq && (later.slot === own.slot || (later.carriesLane && later.lane === own.lane)),
    )
    assert.ok(settled.has(id) || covered, `${where}: ${own.slot} is lost`)
  }
  for (const lane of new Set(effects.map((effect) => effect.lane))) {
    const order = effects.filter((effect) => effect.lane === lane).map(({ seq }) => seq)
    assert.deepEqual(
      order,
      [...order].sort((a, b) => a - b),
      `${where}: ${lane} is out of order`,
    )
  }
  lifter.outbox.close()
}
