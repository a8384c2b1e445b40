import { parseArgs } from 'node:util'
import { kill, tableOf, type Totals } from './trials/kill.ts'
import { isScenario, type ScenarioName } from './trials/scenarios.ts'

// npm run crash -- --kills N [--seed S] [--only journal,blob50]: kills N processes for each way of storing and prints what was lost.

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '100' }, seed: { type: 'string', default: String(Date.now()) }, only: { type: 'string' } },
})
const kills = Number(values.kills)
if (!Number.isInteger(kills) || kills < 1) throw new Error(`--kills wants a number, not ${values.kills}`)
const all: ScenarioName[] = ['journal', 'journalLarge', 'compaction', 'journalDiscard', 'oneReplicaDiscard', 'blob50', 'blob500']
const chosen = values.only?.split(',').filter(isScenario) ?? all
const controls: readonly ScenarioName[] = ['oneReplicaDiscard', 'blob50', 'blob500']

process.stdout.write(`seed ${values.seed}\n`)
const done: Totals[] = []
for (const scenario of chosen) {
  const isControl = controls.includes(scenario)
  // A control only has to show that the harness sees a loss; more kills show nothing new.
  const totals = await kill(scenario, { kills: isControl ? Math.min(kills, 100) : kills, seed: values.seed, keep: !isControl })
  done.push(totals)
  if (!isControl)
    for (const words of [...totals.words, ...totals.locations.map((location) => `  kept: ${location}`)]) process.stdout.write(`${words}\n`)
}
process.stdout.write(`${tableOf(done)}\n`)

const guilty = done.filter((totals) => !controls.includes(totals.scenario) && totals.lost + totals.invented > 0)
const blind =
  done.some((totals) => controls.includes(totals.scenario)) && !done.some((totals) => controls.includes(totals.scenario) && totals.lost > 0)
if (blind) process.stdout.write('✖ no control lost anything: this harness cannot see loss, so its zeros mean nothing.\n')
if (guilty.length > 0)
  process.stdout.write(`✖ acknowledged records were lost or records invented: ${guilty.map(({ scenario }) => scenario).join(', ')}\n`)
process.exitCode = guilty.length > 0 || blind ? 1 : 0
