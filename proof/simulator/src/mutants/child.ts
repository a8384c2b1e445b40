import { registerHooks } from 'node:module'
import { json } from 'node:stream/consumers'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Day } from '../day.ts'

// Reads from stdin what to run, runs seeds with one mistake in one source file until a check finds it, and writes the result as JSON.
// In a process of its own: what is loaded once stays loaded, and a mistake may hang.

/** What a child reads: the mutant's name, the source it loads instead of the file at `url`, a day to run first, and the most seeds it may run. */
export type Asked = { name: string; url: string; source: string; day: Day | null; seeds: number }

/** What a child says, one line each. `seed` is how far it came, or where it ended: 0 is the day of its own. */
export type Said =
  { kind: 'at'; seed: number } | { kind: 'caught'; seed: number; check: string; words: string } | { kind: 'survived'; seed: number }

const { name, url, source, day, seeds } = (await json(process.stdin)) as Asked
let isMade = false

registerHooks({
  load(loading, context, nextLoad) {
    const loaded = nextLoad(loading, context)
    if (loading !== url) return loaded
    isMade = true
    return { ...loaded, source }
  },
})

const { runDay, simulate } = await import('../world.ts')
if (!isMade) throw new Error(`“${name}” is in a file that the simulator never loads: ${url}`)
const say = (said: Said): void => void process.stdout.write(`${JSON.stringify(said)}\n`)

let caught = false
for (let seed = day ? 0 : 1; seed <= seeds && !caught; seed++) {
  const [violation] = (day && seed === 0 ? runDay(day) : simulate(seed)).violations
  caught = violation !== undefined
  if (violation) say({ kind: 'caught', seed, check: violation.check, words: violation.words })
  else if (seed > 0 && seed % 50 === 0) {
    say({ kind: 'at', seed })
    // Promises of the days before end only in a turn of the event loop: without one, thousands of days hold 4 GB.
    await nextTurn()
  }
}
if (!caught) say({ kind: 'survived', seed: seeds })
