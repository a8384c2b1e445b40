import assert from 'node:assert/strict'
import { test } from 'node:test'
import { areaPath, chartPlaces, linePath } from './chartPlaces.ts'

const size = { width: 120, height: 60, inset: 10 }

test('points are true to time and value, inside the edges', () => {
  const points = [
    { atMs: 0, value: 100 },
    { atMs: 25, value: 150 },
    { atMs: 100, value: 200 },
  ]
  const places = chartPlaces(points, size)
  assert.deepEqual(places, [
    { x: 10, y: 50 },
    { x: 35, y: 30 },
    { x: 110, y: 10 },
  ])
  assert.equal(linePath(places), 'M10.0 50.0L35.0 30.0L110.0 10.0')
  assert.equal(areaPath(places, 50), 'M10.0 50.0L35.0 30.0L110.0 10.0L110.0 50L10.0 50Z')
})

test('one point, or equal values, are in the middle', () => {
  assert.deepEqual(chartPlaces([{ atMs: 5, value: 80 }], size), [{ x: 60, y: 30 }])
  assert.deepEqual(
    chartPlaces(
      [5, 10].map((atMs) => ({ atMs, value: 80 })),
      size,
    ).map(({ y }) => y),
    [30, 30],
  )
  assert.equal(areaPath([], 50), '')
})
