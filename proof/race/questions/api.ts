import { join } from 'node:path'
import { goal } from '../lib/goal.ts'
import { printed } from '../lib/printed.ts'
import type { Question } from '../lib/question.ts'
import { number } from '../lib/table.ts'

const ROUND = /^\| round (\d+) +\| +(\d+) \| +(\d+) \| +(\d+) \| +([\d.]+) \| +([\d.]+) \|$/gm
const MEDIAN = /^median ratio ([\d.]+) with one process, ([\d.]+) with two/m
const SYNC = /^\| (from nothing|one workout later) +\| +(\d+) \| +(\d+) \| +(\d+) \| +([\d.]+) \|$/gm

/** Completions a second over HTTP against the very statements the server sends, run raw by pgbench: what `npm run bench:api` prints. */
export const api: Question = {
  name: 'api',
  title: 'The server, against its own SQL run raw',
  slow: true,

  async run({ root, say }) {
    const text = await printed(join(root, 'proof/load/hammer.ts'), ['--bench'], say)
    const { rounds, one, two, pulls } = completionsIn(text)
    return {
      data: { rounds, one, two, pulls },
      tables: [
        {
          title: 'Completions a second, 16 connections, PostgreSQL with its flushes on',
          head: ['', 'HTTP, 1 process', 'HTTP, 2 processes', 'pgbench', 'ratio of 1', 'ratio of 2'],
          rows: rounds.map(([at = 0, ...cells]) => [`round ${at}`, ...cells]),
        },
        {
          title: 'GET /v1/sync with three years behind the lifter: 624 workouts of 20 sets',
          head: ['', 'sessions', 'requests', 'bytes', 'ms'],
          rows: pulls.map(({ name, cells }) => [name, ...cells.map(number)]),
        },
      ],
      goals: [
        goal('completions a second over HTTP ÷ raw SQL, one process', one, '≥', 0.5),
        goal('completions a second over HTTP ÷ raw SQL, two processes', two, '≥', 0.5),
      ],
    }
  },
}

type Completions = { rounds: number[][]; one: number; two: number; pulls: { name: string; cells: number[] }[] }

/** What `npm run bench:api` printed, as numbers. Throws when it says something else by now. */
export function completionsIn(text: string): Completions {
  const medians = MEDIAN.exec(text)
  const rounds = [...text.matchAll(ROUND)].map((cells) => cells.slice(1).map(Number))
  const pulls = [...text.matchAll(SYNC)].map(([, name = '', ...cells]) => ({ name, cells: cells.map(Number) }))
  if (!medians || rounds.length === 0 || pulls.length !== 2) throw new Error(`npm run bench:api said nothing this understands:\n${text}`)
  const [one = NaN, two = NaN] = medians.slice(1).map(Number)
  return { rounds, one, two, pulls }
}
