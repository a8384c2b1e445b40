type Point = { atMs: number; kg: number }

/** A chart in one sentence: "Volume, 12 sessions, from 1 200 kg on 3 Nov to 1 480 kg on 24 Nov. Least 1 150 kg, most 1 520 kg." */
export function chartWords(title: string, points: readonly Point[], words: (kg: number) => string, when: (atMs: number) => string): string {
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last) return `${title}, nothing to show`
  if (points.length === 1) return `${title}, 1 session, ${words(first.kg)} on ${when(first.atMs)}.`
  const values = points.map(({ kg }) => kg)
  return `${title}, ${points.length} sessions, from ${words(first.kg)} on ${when(first.atMs)} to ${words(last.kg)} on ${when(last.atMs)}. Least ${words(Math.min(...values))}, most ${words(Math.max(...values))}.`
}
