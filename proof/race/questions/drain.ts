import { join } from 'node:path'
import { child } from '../lib/child.ts'
import { goal } from '../lib/goal.ts'
import { median } from '@holdfast/tools/median'
import type { Question } from '../lib/question.ts'
import type { OpenOptions } from '../lib/peer.ts'
import { number } from '../lib/table.ts'
import type { Drained, DrainerQuestion } from './drain/drainer.ts'
import { backlog, LOGGED_S, workout } from './drain/workout.ts'

const OPERATIONS = 200
/** Most of them send one after the other: half as many take half as long. */
const OPERATIONS_QUICK = 100
const ENTITIES = 10

type Runner = { name: string; as?: string; options: OpenOptions }

const field: Runner[] = [
  { name: 'holdfast', options: {} },
  { name: 'TanStack Query persister', as: 'TanStack Query, no scope', options: {} },
  { name: 'TanStack Query persister', as: 'TanStack Query, a scope per entity', options: { scoped: true } },
  { name: 'Legend-State', as: 'Legend-State, with retries', options: { best: true } },
  { name: 'redux-offline', options: {} },
  { name: 'offline-transactions', options: {} },
  { name: 'Workbox Queue', options: {} },
]

/** The network is back: how soon is everything there, in how many requests, and in whose order. */
export const drain: Question = {
  name: 'drain',
  title: 'Draining a backlog',

  async run({ quick, say }) {
    const operations = quick ? OPERATIONS_QUICK : OPERATIONS
    const measured = async ({ name, as = name, options }: Runner) => {
      say(as)
      const runs: Drained[] = []
      for (let round = 0; round < (quick ? 1 : 3); round++) runs.push(await drained(name, options, operations, quick))
      const of = (what: 'seconds' | 'requests') => median(runs.map((run) => run[what]))
      return {
        name: as,
        seconds: of('seconds'),
        requests: of('requests'),
        violations: Math.max(...runs.map((run) => run.violations)),
        arrived: Math.min(...runs.map((run) => run.arrived)),
      }
    }
    const rows: Awaited<ReturnType<typeof measured>>[] = []
    // It is mostly waiting for the network: where no second counts, they wait side by side.
    if (quick) rows.push(...(await Promise.all(field.map(measured))))
    else for (const one of field) rows.push(await measured(one))
    const [offline, live] = [workout(false), workout(true)]
    const at150 = backlog(10_000, 150)
    const backlogs = [backlog(10_000, 50), at150, backlog(10_000, 300)]
    return {
      data: { rows, offline, live, backlogs },
      tables: [
        {
          title: `${operations} operations over ${ENTITIES} entities, 20 to 80 ms a round trip, each on a store in memory`,
          head: ['', 'seconds', 'requests', 'arrived', 'out of their entity’s order'],
          rows: rows.map(({ name, seconds, requests, violations, arrived }) => [
            name,
            number(seconds),
            number(requests),
            number(arrived),
            number(violations),
          ]),
        },
        {
          title: 'Ours on a virtual clock: a workout of 20 sets and its completion (a peer that sends each operation sends 21 requests)',
          head: ['', 'requests', 'bytes'],
          rows: [
            ['logged offline', number(offline.requests), number(offline.bytes)],
            ['live, a set every 2 s', number(live.requests), number(live.bytes)],
          ],
        },
        {
          title: 'Ours on a virtual clock: 10,000 sets of 500 workouts waiting',
          head: ['round trip', 'seconds', 'requests', 'one after the other', 'times faster', 'share of its own limit', 'CPU s'],
          rows: backlogs.map((one) => [
            `${one.roundTripMs} ms`,
            number(one.seconds),
            number(one.requests),
            number(one.serialSeconds),
            number(one.serialSeconds / one.seconds),
            number(one.best / one.seconds),
            number(one.cpuSeconds),
          ]),
        },
      ],
      goals: [
        goal('10,000 at 150 ms: times faster than a serial queue', at150.serialSeconds / at150.seconds, '≥', 40),
        goal('10,000 at 150 ms: share of its own limit (requests at once × operations ÷ round trip)', at150.best / at150.seconds, '≥', 0.9),
        goal('out of order', rows[0]?.violations ?? NaN, '≤', 0),
        goal('requests of an offline workout', offline.requests, '≤', 1),
        goal(`requests of a live workout logged in ${LOGGED_S} s`, live.requests, '≤', 3 + LOGGED_S / 3),
      ],
      notes: [],
    }
  },
}

async function drained(name: string, options: OpenOptions, operations: number, quick: boolean): Promise<Drained> {
  const drainer = child<DrainerQuestion, Drained>(join(import.meta.dirname, 'drain/drainer.ts'), [name, JSON.stringify(options)], {
    limitMs: 90_000,
  })
  try {
    return await drainer.ask({ operations, entities: ENTITIES, limitMs: quick ? 20_000 : 60_000 })
  } finally {
    await drainer.end()
  }
}
