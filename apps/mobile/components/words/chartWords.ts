type Value = { kg: number }

/** A chart in one sentence: "Volume, 12 sessions, from 1 200 kg on 3 Nov to 1 480 kg on 24 Nov. Least 1 150 kg, most 1 520 kg." */
export function chartWords<P extends Value>(
  title: string,
  points: readonly P[],
  words: (kg: number) => string,
  when: (point: P) => string,
): string {
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last) return `${title}, nothing to show`
  if (points.length === 1) return `${title}, 1 session, ${words(first.kg)} on ${when(first)}.`
  const values = points.map(({ kg }) => kg)
  return `${title}, ${points.length} sessions, from ${words(first.kg)} on ${when(first)} to ${words(last.kg)} on ${when(last)}. Least ${words(Math.min(...values))}, most ${words(Math.max(...values))}.`
}
