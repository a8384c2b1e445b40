import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { answerOf, retryAfter, type Answer, type Operation } from '../src/index.ts'
import { applied, completion, phone, rejected, set, type Phone } from './phone.ts'

const session = fc.constantFrom('s1', 's10', 's2')
const steps = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('log' as const), session, name: fc.constantFrom('1', '10', '2'), reps: fc.nat(20) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('finish' as const), session }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(20_000) }) },
    { weight: 1, arbitrary: fc.constant({ do: 'wake' as const }) },
    { weight: 1, arbitrary: fc.constant({ do: 'kill' as const }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('jump' as const), toMs: fc.integer({ min: 0, max: 4_000_000_000_000 }) }) },
  ),
  { minLength: 1, maxLength: 60 },
)

/** The fate of each request, in turn. */
const luck = fc.array(fc.constantFrom('fine', 'fine', 'lost', 'answerLost', 'busy', 'half', 'refuse'), { minLength: 1, maxLength: 30 })
type Luck = 'fine' | 'lost' | 'answerLost' | 'busy' | 'half' | 'refuse'

function newServer(fates: readonly string[]) {
  const verdicts = new Map<string, Answer>()
  const effects: Operation[] = []
  let requests = 0
  const settle = (operation: Operation, refuse: boolean): Answer => {
    const known = verdicts.get(operation.id)
    if (known) return known
    const verdict = refuse ? rejected : applied
    if (!refuse) effects.push(operation)
    verdicts.set(operation.id, verdict)
    return verdict
  }
  return {
    effects,
    verdicts,
    repaired: false,
    answer(operations: readonly Operation[]): Answer[] {
      const fate = (this.repaired ? 'fine' : fates[requests++ % fates.length]) as Luck
      const all = (answer: Answer): Answer[] => operations.map(() => answer)
      switch (fate) {
        case 'lost':
          return all({ kind: 'unanswered', why: 'network' })
        case 'busy':
          return all({ kind: 'unanswered', why: 'busy', retryAfterMs: 2_000 })
        case 'answerLost':
          operations.forEach((operation) => settle(operation, false))
          return all({ kind: 'unanswered', why: 'timeout' })
        case 'half':
          return [
            ...operations.slice(0, Math.floor(operations.length / 2)).map((operation) => settle(operation, false)),
            { kind: 'unanswered', why: 'busy' },
          ]
        case 'refuse':
          return operations.map((operation) => settle(operation, true))
        case 'fine':
          return operations.map((operation) => settle(operation, false))
      }
    },
  }
}

test('[O2] [O3] [O4] [O5] [O6] whatever happens: nothing lost, one effect each, lanes in order, and the outbox is empty after the faults end', () => {
  fc.assert(
    fc.property(steps, luck, (script, fates) => {
      const server = newServer(fates)
      const enqueued: { id: string; slot: string; lane: string; carries: boolean }[] = []
      let lifter: Phone = phone(() => 'hangs', { answers: (operations) => server.answer(operations) })
      const log = (intent: ReturnType<typeof set>): void =>
        lifter.outbox.enqueue(intent, {}, (saved) => {
          assert.ok(saved.saved)
          const { id } = saved.record.enqueue as { id: string }
          enqueued.push({ id, slot: intent.slot, lane: intent.lane, carries: intent.carriesLane === true })
        })
      for (const step of script) {
        switch (step.do) {
          case 'log':
            log(set(step.session, step.name, step.reps))
            break
          case 'finish':
            log(completion(step.session))
            break
          case 'pass':
            lifter.clock.advance(step.ms)
            break
          case 'wake':
            lifter.outbox.wake()
            break
          case 'jump':
            lifter.clock.setWall(step.toMs)
            break
          case 'kill':
            lifter = lifter.restart()
            lifter.outbox.drain()
            break
        }
        assert.ok(lifter.clock.timers <= 1 || step.do === 'kill', 'one timer at most')
      }
      server.repaired = true
      lifter.clock.advance(900_000)

      assert.deepEqual(lifter.waiting(), [])
      const ids = server.effects.map(({ id }) => id)
      assert.equal(new Set(ids).size, ids.length)
      enqueued.forEach(({ id, slot, lane }, at) => {
        const covered = enqueued.slice(at + 1).some((later) => later.slot === slot || (later.carries && later.lane === lane))
        assert.ok(server.verdicts.has(id) || covered, `${slot} is lost`)
      })
      const attention = new Set(lifter.outbox.snapshot().attention.map(({ operation }) => operation.id))
      for (const [id, verdict] of server.verdicts) {
        // A rejection of an operation that was replaced meanwhile is about a value that is not shown any more.
        if (verdict.kind === 'rejected' && !attention.has(id)) {
          const at = enqueued.findIndex((operation) => operation.id === id)
          const own = enqueued[at]!
          assert.ok(enqueued.slice(at + 1).some((later) => later.slot === own.slot || (later.carries && later.lane === own.lane)))
        }
      }
      for (const lane of ['s1', 's10', 's2']) {
        const seqs = server.effects.filter((effect) => effect.lane === lane).map(({ seq }) => seq)
        assert.deepEqual(
          seqs,
          [...seqs].sort((a, b) => a - b),
        )
      }
      lifter.outbox.close()
    }),
    { numRuns: 500 },
  )
})

test('[O5] no answer without our operation id is a verdict, whatever its status and body', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 599 }), fc.anything(), (status, body) => {
      const answer = answerOf({ status, body, retryAfter: null, date: null }, 'op-1', () => null)
      assert.ok(answer.kind === 'unanswered' || answer.kind === 'unauthorized' || answer.kind === 'upgradeRequired')
    }),
  )
})

test('[O8] Retry-After as a date asks for the same wait however wrong this device’s clock is, and never for more than an hour', () => {
  const dates = fc.date({ min: new Date(0), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true })
  fc.assert(
    fc.property(dates, fc.integer({ min: -86_400, max: 86_400 }), (now, seconds) => {
      const wait = retryAfter(new Date(now.getTime() + seconds * 1000).toUTCString(), now.toUTCString())
      assert.equal(wait, Math.min(Math.max(0, seconds * 1000), 3_600_000))
    }),
  )
})
