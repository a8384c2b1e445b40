import { join } from 'node:path'
import { child } from '../lib/child.mjs'
import { goal } from '../lib/goal.mjs'
import { media, mediumMissing } from '../lib/stage.mjs'
import { number } from '../lib/table.mjs'
import { holdfast } from '../peers/holdfast.mjs'
import { peers } from '../peers/index.mjs'

/** How long a launch takes with a queue that was left behind. */
export const reopen = {
  name: 'reopen',
  title: 'Opening with operations waiting, against JSON.parse of the same bytes',

  async run({ quick, say }) {
    const counts = quick ? [1_000, 10_000] : [1_000, 10_000, 100_000]
    const cells = []
    const tooSlow = new Set()
    const mine = media.filter((medium) => !mediumMissing(medium)).map((medium) => ({ name: holdfast.name, medium }))
    const field = [...mine, ...peers.map(({ name }) => ({ name, medium: 'memory' }))]
    for (const count of counts) {
      for (const { name, medium } of field) {
        const who = `${name}, ${medium}`
        if (tooSlow.has(who)) continue
        say(`${who}, ${number(count)}`)
        const opener = child(join(import.meta.dirname, 'reopen/opener.mjs'), [name, medium, String(count)], {
          limitMs: quick ? 5_000 : name === holdfast.name ? 60_000 : 30_000,
        })
        try {
          const answer = await opener.ask({ times: quick ? 3 : 5, withinMs: quick ? 1_500 : 10_000 })
          if (answer.reached < count || (quick && answer.openUs > 200_000)) tooSlow.add(who)
          cells.push({ name, medium, count, ...answer })
        } catch (error) {
          tooSlow.add(who)
          cells.push({ name, medium, count, why: String(error.message).slice(0, 200) })
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

function tableOf(field, counts, cells) {
  return {
    title: 'CPU ms to open, and how many times JSON.parse of what stands there',
    head: ['waiting', ...counts.map(number)],
    rows: field.map(({ name, medium }) => [
      `${name}, ${medium}`,
      ...counts.map((count) => {
        const cell = cells.find((one) => one.name === name && one.medium === medium && one.count === count)
        if (cell?.openUs === undefined) return '–'
        const short = cell.reached < count ? ` at ${number(cell.reached)}` : ''
        return `${number(cell.openUs / 1_000)} (${number(cell.ratio)}×)${short}`
      }),
    ]),
  }
}

function goalsOf(cells) {
  return cells
    .filter((cell) => cell.name === holdfast.name && cell.count === 10_000 && cell.ratio)
    .map((cell) => goal(`${cell.medium}: opening 10,000 ÷ JSON.parse of the same bytes`, cell.ratio, '≤', 2))
}
