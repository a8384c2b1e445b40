import { join } from 'node:path'
import { child } from '../lib/child.ts'
import { goal, type Goal } from '../lib/goal.ts'
import { media, mediumMissing, type MediumName } from '../lib/stage.ts'
import type { Question } from '../lib/question.ts'
import { number, type Table } from '../lib/table.ts'
import { holdfast } from '../peers/holdfast.mjs'
import { peers } from '../peers/index.mjs'
import type { Opened, OpenerQuestion } from './reopen/opener.ts'

type Runner = { name: string; medium: MediumName }

type Cell = Runner & { count: number } & Partial<Opened> & { why?: string }

/** How long a launch takes with a queue that was left behind. */
export const reopen: Question = {
  name: 'reopen',
  title: 'Opening with operations waiting, against JSON.parse of the same bytes',

  async run({ quick, say }) {
    const counts = quick ? [1_000, 10_000] : [1_000, 10_000, 100_000]
    const cells: Cell[] = []
    const tooSlow = new Set<string>()
    const mine = media.filter((medium) => !mediumMissing(medium)).map((medium) => ({ name: holdfast.name, medium }))
    const field: Runner[] = [...mine, ...peers.map(({ name }) => ({ name, medium: 'memory' as const }))]
    for (const count of counts) {
      for (const { name, medium } of field) {
        const who = `${name}, ${medium}`
        if (tooSlow.has(who)) continue
        say(`${who}, ${number(count)}`)
        const opener = child<OpenerQuestion, Opened>(join(import.meta.dirname, 'reopen/opener.ts'), [name, medium, String(count)], {
          limitMs: quick ? 5_000 : name === holdfast.name ? 60_000 : 30_000,
        })
        try {
          const answer = await opener.ask({ times: quick ? 3 : 5, withinMs: quick ? 1_500 : 10_000 })
          if (answer.reached < count || (quick && answer.openUs > 200_000)) tooSlow.add(who)
          cells.push({ name, medium, count, ...answer })
        } catch (error) {
          tooSlow.add(who)
          cells.push({ name, medium, count, why: (error instanceof Error ? error.message : String(error)).slice(0, 200) })
        } finally {
          await opener.end()
        }
      }
    }
    return {
      data: cells,
      tables: [tableOf(field, counts, cells)],
      goals: goalsOf(cells),
      notes: ['CPU of the opening process; “–” was not reached or not opened in time.'],
    }
  },
}

function tableOf(field: readonly Runner[], counts: readonly number[], cells: readonly Cell[]): Table {
  return {
    title: 'CPU ms to open, and how many times JSON.parse of what stands there',
    head: ['waiting', ...counts.map(number)],
    rows: field.map(({ name, medium }) => [
      `${name}, ${medium}`,
      ...counts.map((count) => {
        const cell = cells.find((one) => one.name === name && one.medium === medium && one.count === count)
        if (cell?.openUs === undefined) return '–'
        const { openUs, ratio = NaN, reached = count } = cell
        const short = reached < count ? ` at ${number(reached)}` : ''
        return `${number(openUs / 1_000)} (${number(ratio)}×)${short}`
      }),
    ]),
  }
}

function goalsOf(cells: readonly Cell[]): Goal[] {
  return cells
    .filter(({ name, count, ratio }) => name === holdfast.name && count === 10_000 && ratio)
    .map(({ medium, ratio = NaN }) => goal(`${medium}: opening 10,000 ÷ JSON.parse of the same bytes`, ratio, '≤', 2))
}
