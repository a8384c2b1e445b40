import { join } from 'node:path'
import { child } from '../lib/child.mjs'
import { flatness } from '../lib/flatness.mjs'
import { goal } from '../lib/goal.mjs'
import { mediumMissing } from '../lib/stage.mjs'
import { median } from '@holdfast/tools/median'
import { number } from '../lib/table.mjs'
import { holdfast } from '../peers/holdfast.mjs'
import { rawWrite } from '../peers/rawWrite.mjs'

const TAPS = 300
const lengths = [10, 1_000, 10_000, 100_000]
const rounds = 31

/**
 * Whether an enqueue costs the same CPU however many wait, asked often enough to say it. The raw write stands beside ours: what it
 * costs more is the medium's, not the queue's.
 */
export const flat = {
  name: 'flat',
  title: 'Is the CPU of an enqueue flat, on the real MMKV core',
  slow: true,

  async run({ say }) {
    const missing = mediumMissing('MMKV core')
    if (missing) return { data: null, tables: [], goals: [], notes: [`Not run: ${missing}.`] }
    const field = [holdfast, rawWrite].flatMap(({ name }) => lengths.map((length) => ({ name, length, us: [] })))
    try {
      for (const one of field) {
        one.tapper = child(join(import.meta.dirname, 'enqueue/tapper.mjs'), [one.name, 'MMKV core'])
        await one.tapper.ask({ fill: one.length, withinMs: 60_000, warmMs: 1_000 })
      }
      say(`${rounds} rounds of ${TAPS} enqueues at each length`)
      for (let round = 0; round < rounds; round++) {
        for (const one of field) one.us.push((await one.tapper.ask({ taps: TAPS })).us)
      }
      for (const { tapper } of field) await tapper.ask({})
    } finally {
      for (const { tapper } of field) await tapper?.end()
    }
    const usAt = (name, length) => field.find((one) => one.name === name && one.length === length).us
    const rows = [holdfast, rawWrite].map(({ name }) => ({
      name,
      us: lengths.map((length) => median(usAt(name, length))),
      ratios: lengths.slice(1).map((length) => flatness(usAt(name, 10), usAt(name, length))),
    }))
    return {
      data: { rounds, taps: TAPS, lengths, rows },
      tables: [
        {
          title: `CPU µs per enqueue, medians of ${rounds} rounds of ${TAPS}; in brackets the median of the rounds’ ratios to 10 waiting, and where nine of ten such medians would lie`,
          head: ['waiting', ...lengths.map(number)],
          rows: rows.map(({ name, us, ratios }) => [
            name,
            ...us.map((one, index) => (index === 0 ? number(one) : `${number(one)} (${inWords(ratios[index - 1])})`)),
          ]),
        },
      ],
      goals: [goal('MMKV core: CPU with 10,000 waiting ÷ with 10', rows[0].ratios[lengths.indexOf(10_000) - 1].middle, '≤', 1.1)],
    }
  },
}

const inWords = ({ middle, low, high }) => `${middle.toFixed(2)}, ${low.toFixed(2)} to ${high.toFixed(2)}`
