import assert from 'node:assert/strict'
import { test } from 'node:test'
import { oneFailed, oneSkipped } from './counts.ts'
import { countMissing, missingLines } from './missing.ts'

const missing = { what: 'compiler', why: 'g++ does not run.', bring: 'apt-get install g++', unchecked: 'the core.' }

test('what is missing is one skipped check, and in CI one failed check', () => {
  assert.deepEqual(
    [{}, { CI: '' }, { CI: 'false' }, { CI: 'true' }, { CI: '1' }].map((env) => countMissing(missing, env)),
    [oneSkipped, oneSkipped, oneSkipped, oneFailed, oneFailed],
  )
})

test('it is said with its reason, what stays unchecked, and the command that brings it', () => {
  assert.deepEqual(missingLines(missing, {}), [
    '⚠ SKIPPED, because this machine has no compiler: g++ does not run.',
    '  Not checked without it: the core.',
    '  To have it checked: apt-get install g++',
    '  With CI=true this is a failure.',
  ])
  assert.match(
    missingLines(missing, { CI: 'true' }).join('\n'),
    /^✖ FAILED, because .*\n.*\n.*\n {2}CI is set, and in CI what is missing is a failure\.$/,
  )
})
