import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scoresOf, textOf, type StrykerReport } from '../src/scores.ts'

const report = (...statuses: StrykerReport['files'][string]['mutants'][number]['status'][]): StrykerReport => ({
  files: {
    'a.ts': {
      source: 'const a =\n  1 + 2\n',
      mutants: statuses.map((status) => ({
        mutatorName: 'ArithmeticOperator',
        replacement: '1\n - 2',
        status,
        location: { start: { line: 2, column: 3 }, end: { line: 2, column: 8 } },
      })),
    },
  },
})
const why = { file: 'a.ts', original: '1 + 2', replacement: '1 - 2', why: 'nobody reads it' }

test('a change is found when a test fails, hangs or crashes', () => {
  assert.deepEqual(scoresOf(report('Killed', 'Timeout', 'RuntimeError', 'Survived', 'NoCoverage'), []).files, [
    { file: 'a.ts', found: 3, survived: 2, explained: 0 },
  ])
})

test('what was never run counts neither way', () => {
  assert.deepEqual(scoresOf(report('Ignored', 'CompileError', 'Pending'), []), { files: [], survivors: [], outdated: [] })
})

test('a survivor is listed with its line, what stood there and what was put there, on one line each', () => {
  assert.deepEqual(scoresOf(report('NoCoverage'), []).survivors, [
    { file: 'a.ts', line: 2, mutator: 'ArithmeticOperator', original: '1 + 2', replacement: '1 - 2', isReached: false },
  ])
})

test('an explained survivor is counted and not listed', () => {
  assert.deepEqual(scoresOf(report('Survived'), [why]), {
    files: [{ file: 'a.ts', found: 0, survived: 1, explained: 1 }],
    survivors: [],
    outdated: [],
  })
})

test('an explanation of a change that is found today is outdated, of a file that was not asked for it is not', () => {
  const elsewhere = { ...why, file: 'b.ts' }
  assert.deepEqual(scoresOf(report('Killed'), [why, elsewhere]).outdated, [why])
})

test('the text names the score by file, the sum and each survivor', () => {
  assert.equal(
    textOf(scoresOf(report('Killed', 'Killed', 'Killed', 'Survived'), [])),
    `
a.ts   75.0 %         3 of 4
all    75.0 %         3 of 4

survived  a.ts:2  ArithmeticOperator
    - 1 + 2
    + 1 - 2
`,
  )
})
