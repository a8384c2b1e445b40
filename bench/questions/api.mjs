import { join } from 'node:path'
import { goal } from '../lib/goal.mjs'
import { printed } from '../lib/printed.mjs'

const ROUND = /^\|?\s*round \d+\s*\|?\s*(\d+)\s*\|?\s*(\d+)\s*\|?\s*([\d.]+)/gm
const MEDIAN = /median ratio ([\d.]+)/

/** Completions a second over HTTP against the very statements the server sends, run raw by pgbench: what `npm run bench:api` prints. */
export const api = {
  name: 'api',
  title: 'The server, against its own SQL run raw',
  slow: true,

  async run({ root, say }) {
    const text = await printed(join(root, 'scripts/hammer.mjs'), ['--bench'], say)
    const ratio = MEDIAN.exec(text)?.[1]
    const rounds = [...text.matchAll(ROUND)].map(([, http, raw, share]) => ({ http: Number(http), raw: Number(raw), ratio: Number(share) }))
    if (ratio === undefined || rounds.length === 0) throw new Error(`npm run bench:api said nothing this understands:\n${text}`)
    return {
      data: { rounds, ratio: Number(ratio) },
      tables: [
        {
          title: 'Completions a second, 16 connections, one process',
          head: ['', 'HTTP', 'pgbench', 'ratio'],
          rows: rounds.map(({ http, raw, ratio: share }, at) => [`round ${at + 1}`, http, raw, share]),
        },
      ],
      goals: [goal('completions a second over HTTP ÷ raw SQL, one process', Number(ratio), '≥', 0.5)],
    }
  },
}
