import assert from 'node:assert/strict'
import { test } from 'node:test'
import { effortWords, rpeChoices } from './rpe.ts'

test('every RPE says how many reps were left', () => {
  assert.deepEqual(rpeChoices.map(effortWords), [
    'Easy, 4 reps left',
    'Easy, 3 or 4 reps left',
    'Moderate, 3 reps left',
    'Moderate, 2 or 3 reps left',
    'Hard, 2 reps left',
    'Hard, 1 or 2 reps left',
    'Hard, 1 rep left',
    'Hard, 0 or 1 rep left',
    'Maximum, nothing left',
  ])
})
