import { join } from 'node:path'
import { dropFolder, newFolder } from '../../crash/src/location.ts'
import { child } from '../lib/child.mjs'
import { goal } from '../lib/goal.mjs'
import { mediumMissing } from '../lib/stage.mjs'
import { median } from '@holdfast/tools/median'
import { number } from '../lib/table.mjs'

const SETS = 100_000

/** What a lifter's ten years cost at every launch. */
export const decade = {
  name: 'decade',
  title: `A decade: ${SETS.toLocaleString('en-US')} sets, all settled`,

  async run({ quick, say }) {
    const sets = quick ? 20_000 : SETS
    const rounds = quick ? 1 : 5
    const field = [
      ['holdfast', 'memory'],
      ...(mediumMissing('MMKV core') ? [] : [['holdfast', 'MMKV core']]),
      ['zustand persist', 'memory'],
      ['JSON.parse', 'memory'],
    ]
    const runs = new Map(field.map((one) => [one.join(', '), []]))
    for (let round = 0; round < rounds; round++) {
      for (const [how, medium] of field) {
        say(`${how}, ${medium}`)
        runs.get(`${how}, ${medium}`).push(await kept(how, medium, sets))
      }
    }
    const rows = [...runs].map(([name, of]) => ({
      name,
      openMs: median(of.map((one) => one.openMs)),
      heapMib: median(of.map((one) => one.heapMib)),
      rssMib: median(of.map((one) => one.rssMib)),
    }))
    const at = (name) => rows.find((row) => row.name === name)
    return {
      data: { sets, rows },
      tables: [
        {
          title: `Opening ${number(sets)} sets, medians of ${rounds}`,
          head: ['', 'CPU ms to open', 'heap MiB', 'resident MiB'],
          rows: rows.map(({ name, openMs, heapMib, rssMib }) => [name, number(openMs), number(heapMib), number(rssMib)]),
        },
      ],
      goals: [goal('memory: opening a decade ÷ JSON.parse of it', at('holdfast, memory').openMs / at('JSON.parse, memory').openMs, '≤', 2)],
    }
  },
}

async function kept(how, medium, sets) {
  const folder = medium === 'memory' ? '' : newFolder()
  const started = () => child(join(import.meta.dirname, 'decade/keeper.mjs'), [how, medium, String(sets), folder])
  try {
    if (folder) await once(started(), { write: true })
    return await once(started(), {})
  } finally {
    if (folder) dropFolder(folder)
  }
}

async function once(keeper, message) {
  try {
    return await keeper.ask(message)
  } finally {
    await keeper.end()
  }
}
