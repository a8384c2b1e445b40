import { join } from 'node:path'
import { dropFolder, newFolder } from '../../crash/src/location.ts'
import { child, type Child } from '../lib/child.ts'
import { goal } from '../lib/goal.ts'
import { mediumMissing, type MediumName } from '../lib/stage.ts'
import type { Held, KeeperQuestion } from './decade/keeper.ts'
import { median } from '@holdfast/tools/median'
import type { Question } from '../lib/question.ts'
import { number } from '../lib/table.ts'

const SETS = 100_000

/** What a lifter's ten years cost at every launch. */
export const decade: Question = {
  name: 'decade',
  title: `A decade: ${SETS.toLocaleString('en-US')} sets, all settled`,

  async run({ quick, say }) {
    const sets = quick ? 20_000 : SETS
    const rounds = quick ? 1 : 5
    const field: [how: string, medium: MediumName][] = [
      ['holdfast', 'memory'],
      ...(mediumMissing('MMKV core') ? [] : ([['holdfast', 'MMKV core']] as [string, MediumName][])),
      ['zustand persist', 'memory'],
      ['JSON.parse', 'memory'],
    ]
    const runs = field.map(([how, medium]) => ({ how, medium, of: [] as Held[] }))
    for (let round = 0; round < rounds; round++) {
      for (const { how, medium, of } of runs) {
        say(`${how}, ${medium}`)
        of.push(await kept(how, medium, sets))
      }
    }
    const rows = runs.map(({ how, medium, of }) => ({
      name: `${how}, ${medium}`,
      openMs: median(of.map((one) => one.openMs)),
      heapMib: median(of.map((one) => one.heapMib)),
      rssMib: median(of.map((one) => one.rssMib)),
    }))
    const openMs = (name: string) => rows.find((row) => row.name === name)?.openMs ?? NaN
    return {
      data: { sets, rows },
      tables: [
        {
          title: `Opening ${number(sets)} sets, medians of ${rounds}`,
          head: ['', 'CPU ms to open', 'heap MiB', 'resident MiB'],
          rows: rows.map(({ name, openMs, heapMib, rssMib }) => [name, number(openMs), number(heapMib), number(rssMib)]),
        },
      ],
      goals: [goal('memory: opening a decade ÷ JSON.parse of it', openMs('holdfast, memory') / openMs('JSON.parse, memory'), '≤', 2)],
    }
  },
}

async function kept(how: string, medium: MediumName, sets: number): Promise<Held> {
  const folder = medium === 'memory' ? '' : newFolder()
  const started = () => child<KeeperQuestion, Held>(join(import.meta.dirname, 'decade/keeper.ts'), [how, medium, String(sets), folder])
  try {
    if (folder) await once(started(), { write: true })
    return await once(started(), { write: false })
  } finally {
    if (folder) dropFolder(folder)
  }
}

async function once(keeper: Child<KeeperQuestion, Held>, question: KeeperQuestion): Promise<Held> {
  try {
    return await keeper.ask(question)
  } finally {
    await keeper.end()
  }
}
