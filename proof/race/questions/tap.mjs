import { join } from 'node:path'
import { goal } from '../lib/goal.mjs'
import { printed } from '../lib/printed.mjs'

const SESSION =
  /^(\d+) exercises of (\d+) sets, .*: p50 (\d+) ms, p95 (\d+) ms, max (\d+) ms.*\n.*\n.*nothing: p50 (\d+) ms, p95 (\d+) ms.*\nrows .*: p50 (\d+), max (\d+)/gm
/** Exercises of the session the goals are about. */
const LONG = 30

/** From a finger to the painted ✓, in the built app in a real Chromium: what `npm run taps` prints. */
export const tap = {
  name: 'tap',
  title: 'From a tap to its painted ✓',
  slow: true,

  async run({ root, say }) {
    const text = await printed(join(root, 'scripts/taps.mjs'), [], say)
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
        goal(`p95 of a tap among ${LONG} exercises, ms`, long.painted.p95, '≤', 50),
        goal('rows redrawn beside the next one, p50 in any session', Math.max(...sessions.map(({ rows }) => rows.p50)) - 1, '≤', 1),
      ],
      notes: lines,
    }
  },
}

/** What `npm run taps` printed, as numbers, a session each. Throws when it says something else by now. */
export function tapsIn(text) {
  const sessions = [...text.matchAll(SESSION)].map((found) => {
    const [exercises, sets, p50, p95, max, idle50, idle95, rows, rowsMax] = found.slice(1).map(Number)
    return { exercises, sets, painted: { p50, p95, max }, nothing: { p50: idle50, p95: idle95 }, rows: { p50: rows, max: rowsMax } }
  })
  if (!sessions.some(({ exercises }) => exercises === LONG)) throw new Error(`npm run taps said nothing this understands:\n${text}`)
  return sessions
}
