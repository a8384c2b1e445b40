import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Medium } from '@holdfast/journal'
import { memoryMedium, locationOf } from '@holdfast/journal/testing'
import { applied, phone, rejected, set, type Phone } from './phone.ts'

// The cost of one step on the medium: every call, and the number of letters written. It must not depend on how much waits.

type Cost = { calls: string[]; letters: number }

/** A medium that records the name of each call, and counts the letters of appends, without the digits of the number. */
function noting(cost: Cost): Medium {
  const medium = memoryMedium()
  return new Proxy(medium, {
    get(target, name: keyof Medium) {
      const value = target[name]
      if (typeof value !== 'function') return value
      return (...given: unknown[]) => {
        cost.calls.push(name)
        if (name === 'append') cost.letters += String(given[1]).length - String(Number(given[0])).length
        return Reflect.apply(value, target, given) as unknown
      }
    },
  })
}

/** The cost of a step while so many sets wait, each in its own session. */
function costWith(waiting: number, step: (lifter: Phone) => void): Cost {
  const cost: Cost = { calls: [], letters: 0 }
  const lifter = phone(() => 'hangs', { location: locationOf(noting(cost), noting(cost)), firstId: 1_000_000 })
  for (let n = 0; n < waiting; n++) lifter.outbox.enqueue(set(String(n).padStart(6, '0'), '1'), {})
  cost.calls = []
  cost.letters = 0
  step(lifter)
  return cost
}

const steps: Record<string, (lifter: Phone) => void> = {
  'a set logged': (lifter) => lifter.outbox.enqueue(set('999999', '1'), {}),
  'a set logged again': (lifter) => lifter.outbox.enqueue(set('000007', '1'), {}),
  'a set applied': (lifter) => lifter.answer('id-1000000', applied),
  'a set rejected': (lifter) => lifter.answer('id-1000000', rejected),
  'a set let go': (lifter) => assert.equal(lifter.outbox.discard('id-1000007'), true),
}

for (const [name, step] of Object.entries(steps)) {
  test(`[O12] ${name} costs the medium the same calls and letters with 10 and with 10 000 waiting`, () => {
    const few = costWith(10, step)
    assert.deepEqual(few.calls, ['append', 'append'], 'one append a replica, and nothing is read')
    assert.ok(few.letters > 0)
    assert.deepEqual(costWith(10_000, step), few)
  })
}
