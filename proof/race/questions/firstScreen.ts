import { join } from 'node:path'
import { flatness } from '../lib/flatness.ts'
import { goal } from '../lib/goal.ts'
import { printed } from '../lib/printed.ts'
import { median } from '@holdfast/tools/median'
import { spread } from '../lib/statistics.ts'
import type { Question } from '../lib/question.ts'
import { number } from '../lib/table.ts'

const BACKLOG = /^([\d,]+) operations of (\d+) workouts wait in a journal of ([\d,]+) records$/m
const ROUND = /^round \d+: nothing waiting (\d+) ms, [\d,]+ waiting (\d+) ms$/gm

/** From the start of a cold app to Today on the screen, in the built app in a real Chromium: what `npm run first-screen` prints. */
export const firstScreen: Question = {
  name: 'firstScreen',
  title: 'The first screen, with a backlog and without',
  slow: true,

  async run({ root, say }) {
    const { waiting, workouts, records, empty, full } = startsIn(
      await printed(join(root, 'scripts/onBrowser.ts'), ['proof/browser/firstScreen.ts'], say),
    )
    const { middle, low, high } = flatness(empty, full)
    const row = (name: string, ms: readonly number[]) => [name, number(median(ms)), `${Math.round(spread(ms) * 50)} %`]
    return {
      data: { waiting, workouts, records, empty, full, ratio: { middle, low, high } },
      tables: [
        {
          title: `ms from the start of the navigation to Today on the screen, medians of ${empty.length} cold starts each`,
          head: ['waiting', 'ms', '± half of the middle half'],
          rows: [row('nothing', empty), row(`${number(waiting)}, of ${workouts} workouts`, full)],
        },
      ],
      goals: [goal(`first screen with ${number(waiting)} waiting ÷ with nothing`, middle, '≤', 1.2)],
      notes: [
        `The ratio is the median of the rounds’; nine of ten such medians would lie between ${number(low)} and ${number(high)}. The journal of the one holds ${number(records)} records, of the other one.`,
      ],
    }
  },
}

type Starts = { waiting: number; workouts: number; records: number; empty: number[]; full: number[] }

/** What `npm run first-screen` printed, as numbers. Throws when it says something else by now. */
export function startsIn(text: string): Starts {
  const backlog = BACKLOG.exec(text)
  const rounds = [...text.matchAll(ROUND)].map(([, empty, full]) => ({ empty: Number(empty), full: Number(full) }))
  if (!backlog || rounds.length === 0) throw new Error(`npm run first-screen said nothing this understands:\n${text}`)
  const [waiting = NaN, workouts = NaN, records = NaN] = backlog.slice(1).map((digits) => Number(digits.replaceAll(',', '')))
  return { waiting, workouts, records, empty: rounds.map(({ empty }) => empty), full: rounds.map(({ full }) => full) }
}
