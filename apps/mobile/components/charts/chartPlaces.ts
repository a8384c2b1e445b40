export type Place = { x: number; y: number }

type Size = { width: number; height: number; inset: number }

/**
 * The coordinates of the points: time from left to right, true to its distances; the lowest value at the bottom, the highest at the top.
 * Equal values are in the middle.
 */
export function chartPlaces(points: readonly { atMs: number; value: number }[], { width, height, inset }: Size): Place[] {
  const across = shareOf(points.map(({ atMs }) => atMs))
  const up = shareOf(points.map(({ value }) => value))
  return points.map(({ atMs, value }) => ({
    x: inset + across(atMs) * (width - 2 * inset),
    y: height - inset - up(value) * (height - 2 * inset),
  }))
}

/** A line through the points, as an SVG path. */
export function linePath(places: readonly Place[]): string {
  return places.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')
}

/** The area between that line and the bottom. */
export function areaPath(places: readonly Place[], ground: number): string {
  const first = places[0]
  const last = places.at(-1)
  if (!first || !last) return ''
  return `${linePath(places)}L${last.x.toFixed(1)} ${ground}L${first.x.toFixed(1)} ${ground}Z`
}

function shareOf(all: readonly number[]): (value: number) => number {
  const least = Math.min(...all)
  const most = Math.max(...all)
  return (value) => (most === least ? 0.5 : (value - least) / (most - least))
}
