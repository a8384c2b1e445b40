import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atOnce } from '../../../scripts/lib/atOnce.ts'
import { child } from '../lib/child.ts'
import { goal } from '../lib/goal.ts'
import type { Question } from '../lib/question.ts'
import { holdfast } from '../peers/holdfast.mjs'
import { queues } from '../peers/index.mjs'
import { workboxQueue } from '../peers/workboxQueue.mjs'
import { scenarios } from './faults/scenarios.ts'
import type { Outcome } from './faults/world.ts'

type Configuration = 'as it is' | 'default' | 'best'

const field: { name: string; configuration: Configuration }[] = [
  { name: holdfast.name, configuration: 'as it is' },
  ...[workboxQueue, ...queues].flatMap(({ name }) => (['default', 'best'] as const).map((configuration) => ({ name, configuration }))),
]

/** What becomes of one set when one thing goes wrong. */
export const faults: Question = {
  name: 'faults',
  title: 'One acknowledged set, one fault, 48 healthy hours',

  async run({ quick, say }) {
    const outcomes: { name: string; configuration: Configuration; of: Outcome[] }[] = []
    for (const { name, configuration } of quick ? field.filter((one) => one.configuration !== 'default') : field) {
      say(`${name}, ${configuration}`)
      // Their clock is virtual: it says nothing of how long they take.
      outcomes.push({ name, configuration, of: await atOnce(2, scenarios, (scenario) => judged(name, configuration, scenario.name)) })
    }
    return {
      data: { scenarios: scenarios.map(({ name }) => name), outcomes },
      tables: [
        {
          title: 'kept and told are good; “told” is a tap that said at once that nothing was saved',
          head: ['fault', ...outcomes.map(({ name, configuration }) => (name === holdfast.name ? name : `${name}, ${configuration}`))],
          rows: [
            ...scenarios.map(({ name }, at) => [name, ...outcomes.map(({ of }) => shown(of[at]))]),
            ['**good**', ...outcomes.map(({ of }) => `${good(of)}/${scenarios.length}`)],
          ],
        },
      ],
      goals: [goal('faults survived', good(outcomes[0]?.of ?? []), '≥', scenarios.length)],
    }
  },
}

/** Nothing is timed here: what a hundred processes compile, the first of them may compile for the others. */
const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'holdfast-bench-compiled') }

/** In a process of its own: these libraries keep things in modules. */
async function judged(name: string, configuration: Configuration, scenario: string): Promise<Outcome> {
  const judge = child<{ scenario: string }, Outcome>(join(import.meta.dirname, 'faults/judge.ts'), [name, configuration], {
    limitMs: 60_000,
    env,
  })
  try {
    return await judge.ask({ scenario })
  } finally {
    await judge.end()
  }
}

const good = (of: readonly Outcome[]) => of.filter((outcome) => outcome === 'kept' || outcome === 'told').length
const shown = (outcome: Outcome | undefined) => (outcome === 'kept' || outcome === 'told' ? outcome : `**${outcome}**`)
