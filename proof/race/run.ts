import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { environment, type Environment } from './lib/environment.ts'
import type { Goal } from './lib/goal.ts'
import { writeBetween } from './lib/markers.ts'
import { plot } from './lib/plot.ts'
import type { Answer, Question } from './lib/question.ts'
import { shortTable } from './lib/shortTable.ts'
import { goalTable, titled } from './lib/table.ts'
import { duration, say } from '../../scripts/lib/say.mjs'
import { questions } from './questions/index.ts'

/** What results.json holds, by question. */
type Results = Record<string, { environment: Environment; took: string; goals: Goal[]; data: unknown }>

// npm run bench [-- --only enqueue,size] [-- --quick]: asks the questions, prints a table for each, and writes results.json, the
// tables of README.md and the plots. A quick run writes only when
// it is told to (--write): its numbers are for the one who is looking.

const here = import.meta.dirname
const root = join(here, '../..')
const { values } = parseArgs({
  options: { only: { type: 'string' }, quick: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
})
const names = values.only?.split(',') ?? questions.filter(({ slow }) => !(values.quick && slow)).map(({ name }) => name)
const unknown = names.filter((name) => !questions.some((question) => question.name === name))
if (unknown.length > 0)
  throw new Error(`there is no question ${unknown.join(', ')}; there are ${questions.map(({ name }) => name).join(', ')}`)

const machine = environment(root)
say(`${machine.cores}, ${machine.memoryGib} GiB, ${machine.system}, Node ${machine.node}, load ${machine.loadBefore}`)
for (const question of questions.filter(({ name }) => names.includes(name))) await ask(question)

async function ask(question: Question): Promise<void> {
  say(`\n━━ ${question.title}`)
  const startedMs = performance.now()
  const before = environment(root)
  const answer = await question.run({ root, quick: values.quick, say: (line) => say(`   ${line}`) })
  const took = duration(performance.now() - startedMs)
  say(`\n${words(answer)}\n(${took})`)
  if (values.quick && !values.write) return
  const file = join(here, 'results.json')
  const results = read(file)
  results[question.name] = { environment: before, took, goals: answer.goals, data: answer.data }
  writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`)
  mkdirSync(join(here, 'plots'), { recursive: true })
  for (const { file: name, ...drawn } of answer.plots ?? []) writeFileSync(join(here, 'plots', `${name}.svg`), await plot(drawn))
  const measuredOn = `\`npm run bench -- --only ${question.name}${values.quick ? ' --quick --write' : ''}\`, ${before.date}, ${before.cores}, ${before.memoryGib} GiB, Node ${before.node}, load ${before.loadBefore} before, ${took}.`
  writeBetween(join(here, 'README.md'), question.name, `${measuredOn}\n\n${words(answer)}`)
  writeBetween(join(root, 'README.md'), 'bench', shortTable(results))
}

function words({ tables, goals, notes = [] }: Answer): string {
  return [...tables.map(titled), ...(goals.length > 0 ? [goalTable(goals)] : []), ...notes].join('\n\n')
}

function read(file: string): Results {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}
