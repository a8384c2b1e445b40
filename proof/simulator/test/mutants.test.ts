import assert from 'node:assert/strict'
import { test } from 'node:test'
import { transform } from 'esbuild'
import { attempt } from '../src/mutants/attempt.ts'
import { masked, mutants } from '../src/mutants/catalogue.ts'
import type { Mutant } from '../src/mutants/mutant.ts'
import { mutated, mutatedFile, outdated } from '../src/mutants/mutated.ts'
import { unseen } from '../src/mutants/unseen.ts'

const all = [...mutants, ...masked]

test('every mutant applies: its file, its function and each of its needles are there exactly once', () => {
  assert.deepEqual(outdated(all), [])
})

test('every mutant still is TypeScript: one that cannot be loaded is never found', async () => {
  for (const mutant of all) await assert.doesNotReject(transform(mutatedFile(mutant), { loader: 'ts', logLevel: 'silent' }), mutant.name)
})

test('every mutant has a name of its own, and the list of those that are not found names nothing else', () => {
  assert.equal(new Set(all.map(({ name }) => name)).size, all.length)
  assert.equal(masked.length, Object.keys(unseen).length)
})

/** A mutant of a file that holds `source`, by what it is about. */
const mutantIn = (path: string, ...edits: Mutant['edits']): Mutant => ({ name: 'wrong', why: '', file: 'a.ts', in: path, edits })

const sum = `
export function sum(values: readonly number[]): number {
  let total = 0
  for (const value of values) total += value
  return total
}
`

test('an edit replaces its needle, removes a statement, or inserts one before another', () => {
  const edited = (...edits: Mutant['edits']): string => mutated(mutantIn('sum', ...edits), sum)
  assert.equal(edited({ replace: 'total += value', with: 'total -= value' }), sum.replace('+=', '-='))
  assert.equal(edited({ remove: 'for (' }), sum.replace('for (const value of values) total += value', ''))
  assert.equal(edited({ before: 'return', insert: 'total++' }), sum.replace('return total', 'total++\nreturn total'))
})

test('the edits of a mutant are all about the source as it was, in any order', () => {
  const edits: Mutant['edits'] = [
    { remove: 'return' },
    { before: 'return', insert: 'total = 1' },
    { before: 'return', insert: 'return 2' },
    { replace: 'total = 0', with: 'total = 7' },
  ]
  assert.equal(
    mutated(mutantIn('sum', ...edits), sum),
    sum.replace('total = 0', 'total = 7').replace('return total', 'total = 1\nreturn 2\n'),
  )
  const twice: Mutant['edits'] = [{ remove: 'for (' }, { replace: 'total += value', with: '' }]
  assert.throws(() => mutated(mutantIn('sum', ...twice), sum), /^Error: “wrong” changes the same text of sum in a\.ts twice$/)
})

test('a needle is found however the source is laid out', () => {
  const lines = `
function send(first) {
  return post(first, {
    method: 'PUT', // as the contract says
    body: first
      .body /* whole */,
  })
}
`
  const line = `function send(first) { return post(first, { method: 'PUT', body: first.body }) }`
  for (const source of [lines, line]) {
    const edit = { replace: `post(first, { method: 'PUT', body: first.body })`, with: 'null' }
    assert.match(mutated(mutantIn('send', edit), source), /^\s*function send\(first\) \{\s+return null\s+\}\s*$/)
    const laidOut = { replace: `post(\n  first,\n  {\n    method: 'PUT'`, with: `post(first, { method: 'GET'` }
    assert.equal(mutated(mutantIn('send', laidOut), source).includes(`post(first, { method: 'GET',`), true)
  }
})

test('the words of a needle are whole, and so are the spaces between two of them', () => {
  const source = 'function end() { suspended = lastReturn; returnvalue; endedAt; return value }'
  assert.equal(mutated(mutantIn('end', { replace: 'return value', with: 'return 1' }), source), source.replace('return value', 'return 1'))
  assert.throws(() => mutated(mutantIn('end', { replace: 'ended', with: '' }), source), /“ended” is in end of a\.ts 0 times/)
})

test('a mutant is made in its function only, and in what is inside that one', () => {
  const source = `
const limits = { least: 1 }
export const run = (): number => limits.least
type Runs = { stop(): number }
function start(least: number): number
function start(least: number, most = 2): number {
  const stop = () => most
  return { run: () => least, get most() { return stop() }, stop() { return stop() + 1 } }
}
class Runner {
  run = () => 3
  stop(): number { return 4 }
}
`
  const marked = (path: string, needle: string): string => mutated(mutantIn(path, { replace: needle, with: 'HERE' }), source)
  assert.match(marked('limits', '1'), /least: HERE/)
  assert.match(marked('start', '() => least'), /run: HERE, get most/)
  assert.match(marked('start.run', 'least'), /run: \(\) => HERE, get/)
  assert.match(marked('most', 'stop()'), /get most\(\) \{ return HERE \}/)
  assert.match(marked('Runner.run', '3'), /run = \(\) => HERE/)
  assert.match(marked('Runner.stop', '4'), /return HERE \}\n\}/)
  assert.match(marked('start', 'stop() + 1'), /return HERE \} \}/)
})

test('a mutant that no longer applies is told by its name, its file, its function and how often what was found', () => {
  const twice = `${sum}const sums = { sum() { return 1 } }`
  const problem = (mutant: Mutant, source: string): string => {
    try {
      mutated(mutant, source)
      return ''
    } catch (error) {
      return (error as Error).message
    }
  }
  const gone = { replace: 'total *= value', with: '' }
  assert.equal(problem(mutantIn('mean', gone), sum), '“wrong” no longer applies: the function mean is in a.ts 0 times')
  assert.equal(problem(mutantIn('sum', gone), twice), '“wrong” no longer applies: the function sum is in a.ts 2 times')
  assert.equal(problem(mutantIn('sum', gone), sum), '“wrong” no longer applies: “total *= value” is in sum of a.ts 0 times')
  assert.equal(
    problem(mutantIn('sum', { replace: 'total', with: '' }), sum),
    '“wrong” no longer applies: “total” is in sum of a.ts 3 times',
  )
  const statement = '“wrong” no longer applies: a statement that begins with “total” is in sum of a.ts 0 times'
  assert.equal(problem(mutantIn('sum', { remove: 'total' }), sum), statement)
  assert.equal(problem(mutantIn('sum', { before: 'total', insert: '' }), sum), statement)
  assert.deepEqual(outdated([mutantIn('sum', gone)]), ['“wrong” no longer applies: there is no a.ts'])
})

test('a mutant in a file that no day loads is not taken for one that survived', async () => {
  const edit = { replace: 'fileIn(mutant.file)', with: 'mutant.file' }
  const mutant = { ...mutantIn('tableOf', edit), file: 'proof/simulator/src/mutants/table.ts' }
  const { end, seconds: _, mutant: __, ...told } = await attempt(mutant, 1)
  assert.equal(end, 'died')
  assert.match(JSON.stringify(told), /“wrong” is in a file that the simulator never loads: .*table\.ts/)
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
