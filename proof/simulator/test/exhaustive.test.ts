import assert from 'node:assert/strict'
import { test } from 'node:test'
import { partOf, shortDay, WRITES_MAX } from '../src/exhaustive.ts'
import { runDay } from '../src/world.ts'

/** Runs a part of everything, and answers how many days there were and the most writes of one. */
function all(part: ReturnType<typeof partOf>, every = 1) {
  let writes = 0
  let days = 0
  for (let index = 0; index < part.size; index += every) {
    const day = part.dayOf(index)
    const { violations } = runDay(day, {
      over: ([phone]) => {
        writes = Math.max(writes, phone!.writes())
      },
    })
    assert.deepEqual(violations, [], JSON.stringify({ deaths: day.deaths, fates: day.fates }))
    days++
  }
  return { days, writes }
}

test('a short workout survives every outcome of its first four requests', () => {
  assert.equal(all(partOf(0, 4)).days, 625)
})

test('a short workout survives a crash at every write, before, inside and after it, with every outcome of the request that follows', () => {
  const { days, writes } = all(partOf(1, 1))
  assert.equal(days, WRITES_MAX * 3 * 5)
  assert.ok(writes <= WRITES_MAX, `${writes} writes, and only ${WRITES_MAX} of them are tried`)
})

test('a short workout survives every pair of crashes', () => {
  const { days } = all(partOf(2, 0))
  assert.equal(days, ((WRITES_MAX * (WRITES_MAX - 1)) / 2) * 9)
})

test('every day of a part is another one', () => {
  const part = partOf(2, 1)
  const days = new Set(Array.from({ length: part.size }, (_, index) => JSON.stringify(part.dayOf(index))))
  assert.equal(days.size, part.size)
})

test('a planned death strikes where it was planned, on either medium', () => {
  for (const write of [1, 2, 5, 6]) {
    const { entries } = runDay(shortDay([{ phone: 0, write, how: 'dieTorn' }], []), { told: true })
    const deaths = entries.filter(({ words }) => words.startsWith('dies: dieTorn'))
    assert.equal(deaths.length, 1)
    assert.match(deaths[0]!.words, write % 2 === 1 ? /\d+a\// : /\d+b\//)
  }
})
