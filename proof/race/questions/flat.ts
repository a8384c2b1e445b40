import { flatness, type Flatness } from '../lib/flatness.ts'
import { goal } from '../lib/goal.ts'
import { mediumMissing } from '../lib/stage.ts'
import { median } from '@holdfast/tools/median'
import type { Question } from '../lib/question.ts'
import { number } from '../lib/table.ts'
import { holdfast } from '../peers/holdfast.mjs'
import { rawWrite } from '../peers/rawWrite.mjs'
import { newTapper, type Tapper } from './enqueue/newTapper.ts'

const TAPS = 300
const lengths = [10, 1_000, 10_000, 100_000]
const rounds = 31

/**
 * Whether an enqueue costs the same CPU however many wait, asked often enough to say it. The raw write stands beside ours: what it
 * costs more is the medium's, not the queue's.
 */
export const flat: Question = {
  name: 'flat',
  title: 'Is the CPU of an enqueue flat, on the real MMKV core',
  slow: true,

  async run({ say }) {
    const missing = mediumMissing('MMKV core')
    if (missing) return { data: null, tables: [], goals: [], notes: [`Not run: ${missing}.`] }
    const field = [holdfast, rawWrite].flatMap(({ name }) => lengths.map((length) => ({ name, length, us: [] as number[] })))
    const running: { tapper: Tapper; us: number[] }[] = []
    try {
      for (const { name, length, us } of field) {
        const tapper = newTapper(name, 'MMKV core')
        running.push({ tapper, us })
        await tapper.fill(length, 60_000, 1_000)
      }
      say(`${rounds} rounds of ${TAPS} enqueues at each length`)
      for (let round = 0; round < rounds; round++) {
        for (const { tapper, us } of running) us.push((await tapper.tap(TAPS)).us)
      }
      for (const { tapper } of running) await tapper.drop()
    } finally {
      for (const { tapper } of running) await tapper.end()
    }
    const usAt = (name: string, length: number) => field.find((one) => one.name === name && one.length === length)?.us ?? []
    const ratioAt = (name: string, length: number) => flatness(usAt(name, 10), usAt(name, length))
    const rows = [holdfast, rawWrite].map(({ name }) => ({
      name,
      us: lengths.map((length) => median(usAt(name, length))),
      ratios: lengths.slice(1).map((length) => ratioAt(name, length)),
    }))
    return {
      data: { rounds, taps: TAPS, lengths, rows },
      tables: [
        {
          title: `CPU µs per enqueue, medians of ${rounds} rounds of ${TAPS}; in brackets the median of the rounds’ ratios to 10 waiting, and where nine of ten such medians would lie`,
          head: ['waiting', ...lengths.map(number)],
          rows: rows.map(({ name, us, ratios }) => [name, ...us.map((one, index) => [number(one), inWords(ratios[index - 1])].join(''))]),
        },
      ],
      goals: [goal('MMKV core: CPU with 10,000 waiting ÷ with 10', ratioAt(holdfast.name, 10_000).middle, '≤', 1.1)],
    }
  },
}

function inWords(ratio: Flatness | undefined): string {
  return ratio ? ` (${ratio.middle.toFixed(2)}, ${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)})` : ''
}
