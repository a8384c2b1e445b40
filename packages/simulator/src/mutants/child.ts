import { registerHooks } from 'node:module'
import { mutants, masked } from './catalogue.ts'
import { mutatedFile, urlOf } from './mutant.ts'

// `node child.ts <name> <seeds>`: runs seeds with one mistake in one source file until a check finds it, and says so as JSON.
// In a process of its own: what is loaded once stays loaded, and a mistake may hang.

/** What a child says, one line each. `seed` is how far it came, or where it ended. */
export type Said =
  { kind: 'at'; seed: number } | { kind: 'caught'; seed: number; check: string; words: string } | { kind: 'survived'; seed: number }

const [name, seeds] = process.argv.slice(2)
const mutant = [...mutants, ...masked].find((one) => one.name === name)
if (!mutant) throw new Error(`there is no mutant “${name}”`)
const url = urlOf(mutant)
let isMade = false

registerHooks({
  load(loading, context, nextLoad) {
    const loaded = nextLoad(loading, context)
    if (loading !== url) return loaded
    isMade = true
    return { ...loaded, source: mutatedFile(mutant) }
  },
})

const { simulate } = await import('../world.ts')
if (!isMade) throw new Error(`“${mutant.name}” is in a file that the simulator never loads: ${mutant.file}`)
const say = (said: Said): void => void process.stdout.write(`${JSON.stringify(said)}\n`)

const last = Number(seeds)
let caught = false
for (let seed = 1; seed <= last && !caught; seed++) {
  const [violation] = simulate(seed).violations
  caught = violation !== undefined
  if (violation) say({ kind: 'caught', seed, check: violation.check, words: violation.words })
  else if (seed % 50 === 0) say({ kind: 'at', seed })
}
if (!caught) say({ kind: 'survived', seed: last })
