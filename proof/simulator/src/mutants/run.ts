import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { attempt, type Attempt } from './attempt.ts'
import { masked, mutants } from './catalogue.ts'
import { outdated } from './mutated.ts'
import { lineOf, tableOf } from './table.ts'

// npm run mutants: makes one mistake after the other and shows at which seed which check finds it. `-- --only word` for some of them,
// `--seeds N` for the most seeds a mistake may take, `--write` to write MUTANTS.md, `--masked` for those that are known to survive.

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seeds: { type: 'string', default: '20000' },
    write: { type: 'boolean', default: false },
    masked: { type: 'boolean', default: false },
  },
})
process.exitCode = await runMutants()

async function runMutants(): Promise<number> {
  const { only, write } = values
  const seeds = Number(values.seeds)
  if (!Number.isInteger(seeds) || seeds < 1) throw new Error('--seeds takes a whole number')
  const asked = (values.masked ? masked : mutants).filter(({ name }) => only === undefined || name.includes(only))
  // One that no longer applies is news for now and not for in ten minutes.
  const gone = outdated([...mutants, ...masked])
  for (const problem of gone) process.stdout.write(`${problem}\n`)
  if (gone.length > 0) return 1
  const left = [...asked]
  const attempts: Attempt[] = []
  const work = async (): Promise<void> => {
    for (let mutant = left.shift(); mutant; mutant = left.shift()) {
      const one = await attempt(mutant, seeds)
      attempts.push(one)
      process.stdout.write(`${lineOf(one)}\n`)
    }
  }
  // Two, as two cores are the least there is.
  await Promise.all([work(), work()])
  // Of those that are known to survive, one that is found is the news.
  const wrong = attempts.filter(({ end }) => (end === 'caught') === values.masked)
  const found = attempts.filter(({ end }) => end === 'caught').length
  const seconds = attempts.reduce((sum, one) => sum + one.seconds, 0)
  process.stdout.write(`${found} of ${attempts.length} mistakes found, in ${Math.round(seconds)} s of work\n`)
  for (const one of wrong) process.stdout.write(`${lineOf(one)}\n`)
  if (write && only === undefined && wrong.length === 0 && !values.masked)
    writeFileSync(new URL('../../MUTANTS.md', import.meta.url), tableOf(attempts, masked))
  return wrong.length === 0 ? 0 : 1
}
