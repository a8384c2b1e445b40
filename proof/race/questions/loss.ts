import { operationIn } from '@holdfast/outbox'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { coreMissing, createMMKV } from '../../crash/src/mmkv.ts'
import { dropFolder, newFolder, openIn } from '../../crash/src/location.ts'
import { goal } from '../lib/goal.ts'
import type { Question } from '../lib/question.ts'
import { operationOf } from '../lib/operation.ts'
import { holdfast } from '../peers/holdfast.mjs'
import { peers } from '../peers/index.mjs'

const AFTER_MS = [0, 1, 5, 50, 500, 1_100]
const TAPS = 20

/** How many taps the screen already showed are gone after the process was killed. */
export const loss: Question = {
  name: 'loss',
  title: 'Acknowledged, then killed: how many of 100 are missing',

  async run({ quick, say }) {
    const missing = coreMissing()
    if (missing) return { data: null, tables: [], goals: [], notes: [`Not run: ${missing}.`] }
    const kills = quick ? 1 : 5
    const afterMs = quick ? [0, 50] : AFTER_MS
    const rows = []
    for (const { name } of [holdfast, ...peers]) {
      say(name)
      rows.push({ name, lost: afterMs.map((ms) => lostOf(name, ms, kills)) })
    }
    const all = kills * TAPS
    return {
      data: { taps: all, afterMs, rows },
      tables: [
        {
          title: `Lost of ${all} taps, ${TAPS} in one go, by when SIGKILL struck after the last; everybody on the real MMKV core, defaults`,
          head: ['killed after', ...afterMs.map((ms) => `${ms.toLocaleString('en-US')} ms`)],
          rows: rows.map(({ name, lost }) => [name, ...lost]),
        },
      ],
      goals: [goal('acknowledged operations lost', Math.max(...(rows[0]?.lost ?? [])), '≤', 0)],
      notes: [
        'A peer’s operation counts as there when its id stands anywhere in the store; ours when the journal opens and gives it back.',
      ],
    }
  },
}

function lostOf(name: string, afterMs: number, kills: number): number {
  let lost = 0
  for (let kill = 0; kill < kills; kill++) {
    const folder = newFolder()
    const from = kill * TAPS
    try {
      const args = [join(import.meta.dirname, 'loss/tapAndDie.ts'), name, folder, ...[from, TAPS, afterMs, 1_000].map(String)]
      const { signal, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } })
      if (signal !== 'SIGKILL') throw new Error(`${name} was not killed but ended by itself: ${stderr}`)
      const there = name === holdfast.name ? oursIn(folder) : textIn(folder)
      for (let n = from; n < from + TAPS; n++) if (!there.includes(operationOf(n).id)) lost++
    } finally {
      dropFolder(folder)
    }
  }
  return lost
}

function oursIn(folder: string): string {
  const answer = openIn(folder)
  if (!answer.open) return ''
  return answer.journal.records.map((record) => operationIn(record)?.id).join()
}

function textIn(folder: string): string {
  const store = createMMKV({ id: 'peer', path: folder })
  return store
    .getAllKeys()
    .map((key) => store.getString(key))
    .join()
}
