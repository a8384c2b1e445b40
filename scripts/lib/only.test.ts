import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseSteps } from './only.ts'

const known = ['types', 'unit', 'api']

test('--only names steps in any spelling, and they run in their own order', () => {
  for (const args of [['--only', 'api,unit'], ['--only=api,unit'], ['--only', 'api', '--only', 'unit']]) {
    assert.deepEqual(chooseSteps(args, known), { names: ['unit', 'api'] })
  }
  assert.deepEqual(chooseSteps([], known), { names: known })
})

test('a step nobody knows, no step and any other word are refused: a run of nothing must not look green', () => {
  assert.deepEqual(chooseSteps(['--only', 'unit,uint'], known), { problem: 'There is no step “uint”; there are: types, unit, api.' })
  assert.deepEqual(chooseSteps(['--only'], known), { problem: '--only names no step; there are: types, unit, api.' })
  assert.deepEqual(chooseSteps(['unit'], known), { problem: '“unit” means nothing here; npm test takes only -- --only <steps>.' })
})
