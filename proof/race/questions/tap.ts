import { join } from 'node:path'
import { goal } from '../lib/goal.ts'
import type { Question } from '../lib/question.ts'
import { printed } from '../lib/printed.ts'

const SESSION =
  /^(\d+) exercises of (\d+) sets, .*: p50 (\d+) ms, p95 (\d+) ms, max (\d+) ms.*\n.*\n.*nothing: p50 (\d+) ms, p95 (\d+) ms.*\nrows .*: p50 (\d+), max (\d+)/gm
/** Exercises of the session the goals are about. */
const LONG = 30

/** From a finger to the painted ✓, in the built app in a real Chromium: what `npm run taps` prints. */
export const tap: Question = {
  name: 'tap',
  title: 'From a tap to its painted ✓',
  slow: true,

  async run({ root, say }) {
    const text = await printed(join(root, 'scripts/onBrowser.ts'), ['proof/browser/taps.ts'], say)
    const sessions = tapsIn(text)
    const long = sessions.find(({ exercises }) => exercises === LONG)
    const lines = text.split('\n').filter((line) => line.includes('6× throttle'))
    return {
      data: { sessions, lines },
      tables: [
        {
          title: 'ms from a finger’s lift to the painted ✓, and rows whose page changed, at 4× CPU throttle in sessions that grow',
          head: ['session', 'p50', 'p95', 'max', 'a button that does nothing, p50', 'p95', 'rows, p50', 'max'],
          rows: sessions.map(({ exercises, sets, painted, nothing, rows }) => [
            `${exercises} exercises of ${sets} sets`,
            painted.p50,
            painted.p95,
            painted.max,
            nothing.p50,
            nothing.p95,
            rows.p50,
            rows.max,
          ]),
        },
      ],
      goals: [
        goal(`p95 of a tap among ${LONG} exercises, ms`, long?.painted.p95 ?? NaN, '≤', 50),
        goal('rows redrawn beside the next one, p50 in any session', Math.max(...sessions.map(({ rows }) => rows.p50)) - 1, '≤', 1),
      ],
      notes: lines,
    }
  },
}

type Session = {
  exercises: number
  sets: number
  painted: { p50: number; p95: number; max: number }
  nothing: { p50: number; p95: number }
  rows: { p50: number; max: number }
}

/** What `npm run taps` printed, as numbers, a session each. Throws when it says something else by now. */
export function tapsIn(text: string): Session[] {
  const sessions = [...text.matchAll(SESSION)].map((found) => {
    const figure = (group: number) => Number(found[group])
    return {
      exercises: figure(1),
      sets: figure(2),
      painted: { p50: figure(3), p95: figure(4), max: figure(5) },
      nothing: { p50: figure(6), p95: figure(7) },
      rows: { p50: figure(8), max: figure(9) },
    }
  })
  if (!sessions.some(({ exercises }) => exercises === LONG)) throw new Error(`npm run taps said nothing this understands:\n${text}`)
  return sessions
}
