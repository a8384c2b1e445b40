import { join } from 'node:path'
import { goal } from '../lib/goal.mjs'
import { printed } from '../lib/printed.mjs'

const PAINTED = /^lift to ✓ on the screen, 4× throttle, .*p50 (\d+) ms, p95 (\d+) ms, max (\d+) ms/m
const ROWS = /^rows whose page changed, per tap: p50 (\d+), max (\d+)/m

/** From a finger to the painted ✓, in the built app in a real Chromium: what `npm run taps` prints. */
export const tap = {
  name: 'tap',
  title: 'From a tap to its painted ✓',
  slow: true,

  async run({ root, say }) {
    const text = await printed(join(root, 'scripts/taps.mjs'), [], say)
    const { painted, rows } = tapsIn(text)
    const lines = text.split('\n').filter((line) => /p50|goal/.test(line))
    return {
      data: { ...painted, rows, lines },
      tables: [
        {
          title: '30 exercises of 4 sets, 4× CPU throttle',
          head: ['', 'p50', 'p95', 'max'],
          rows: [
            ['ms to the painted ✓', painted.p50, painted.p95, painted.max],
            ['rows that changed', rows.p50, '', rows.max],
          ],
        },
      ],
      goals: [goal('p95 of a tap, ms', painted.p95, '≤', 50), goal('rows redrawn beside the next one, p50', rows.p50 - 1, '≤', 1)],
      notes: lines,
    }
  },
}

/** What `npm run taps` printed, as numbers. Throws when it says something else by now. */
export function tapsIn(text) {
  const [painted, rows] = [PAINTED.exec(text), ROWS.exec(text)]
  if (!painted || !rows) throw new Error(`npm run taps said nothing this understands:\n${text}`)
  const [p50, p95, max] = painted.slice(1).map(Number)
  return { painted: { p50, p95, max }, rows: { p50: Number(rows[1]), max: Number(rows[2]) } }
}
