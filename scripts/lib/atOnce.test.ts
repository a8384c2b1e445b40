import assert from 'node:assert/strict'
import { test } from 'node:test'
import { atOnce } from './atOnce.ts'

test('as many at once as may be, and every answer in its place', async () => {
  let running = 0
  let most = 0
  const answers = await atOnce(2, [30, 1, 10, 1, 1], async (ms) => {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, ms))
    running--
    return ms * 2
  })
  assert.deepEqual(answers, [60, 2, 20, 2, 2])
  assert.equal(most, 2)
})

test('what goes wrong with one is heard', async () => {
  await assert.rejects(
    atOnce(2, [1, 2, 3], async (item) => {
      if (item === 2) throw new Error('two')
    }),
    /two/,
  )
})
