import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chartWords } from './chartWords.ts'

test('the text of a chart names its first and last value, and its extremes', () => {
  const points = [100, 90, 120, 110].map((kg, at) => ({ atMs: at, kg }))
  const say = (some: typeof points) =>
    chartWords(
      'Volume',
      some,
      (kg) => `${kg} kg`,
      ({ atMs }) => `day ${atMs}`,
    )
  assert.equal(say(points), 'Volume, 4 sessions, from 100 kg on day 0 to 110 kg on day 3. Least 90 kg, most 120 kg.')
  assert.equal(say(points.slice(0, 1)), 'Volume, 1 session, 100 kg on day 0.')
  assert.equal(say([]), 'Volume, nothing to show')
})
