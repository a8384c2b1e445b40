import assert from 'node:assert/strict'
import { test } from 'node:test'
import { attempt } from '../src/mutants/attempt.ts'
import { masked, mutants } from '../src/mutants/catalogue.ts'
import { mutated, mutatedFile } from '../src/mutants/mutant.ts'
import { unseen } from '../src/mutants/unseen.ts'

test('every mistake still has its place in the source, exactly once, and a name of its own', () => {
  const all = [...mutants, ...masked]
  for (const mutant of all) assert.ok(mutatedFile(mutant).includes(mutant.to))
  assert.equal(new Set(all.map(({ name }) => name)).size, all.length)
  assert.equal(masked.length, Object.keys(unseen).length)
})

test('a mistake whose place is gone, or there twice, is told by its name', () => {
  const mutant = { name: 'gone', why: '', file: 'a.ts', from: 'one', to: 'two' }
  assert.throws(() => mutated(mutant, 'nothing'), /“gone” no longer applies: its place is in a\.ts 0 times/)
  assert.throws(() => mutated(mutant, 'one one'), /2 times/)
})

/** Found at the first few seeds: what has to be found in every run of the tests. */
const quick = [
  'forget before confirm',
  'silence is success',
  'any 4xx is a verdict',
  'a new id per retry',
  'a verdict is not stored',
  'show before write',
  'attention is not followed',
  'the event without its operation',
  'the server’s copy lies over the log',
  'the fold drops what was taken back',
  'no receipts',
  'the older word wins',
]
for (const name of quick) {
  test(`found within twenty seeds: ${name}`, async () => {
    const mutant = mutants.find((one) => one.name === name)!
    const { end } = await attempt(mutant, 20)
    assert.equal(end, 'caught')
  })
}

test('a day nothing was changed for breaks no check: a change that does nothing is not found', async () => {
  const still = masked.find(({ name }) => name === 'a timer while nothing waits')!
  const { end } = await attempt(still, 10)
  assert.equal(end, 'survived')
})
