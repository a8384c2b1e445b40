import { answering } from '../../lib/child.ts'
import { operationOf } from '../../lib/operation.ts'
import { nothingKept, stage, type MediumName } from '../../lib/stage.ts'
import { median } from '@holdfast/tools/median'
import { cpuUs } from '../../lib/statistics.ts'

// One candidate, its store with so many waiting, opened again and again as a new process would find it.

Reflect.set(globalThis, 'window', globalThis)
export type OpenerQuestion = { times: number; withinMs: number }

export type Opened = { reached: number; openUs: number; parseUs: number; ratio: number; bytes: number }

const [name, medium, count] = process.argv.slice(2) as [string, MediumName, string]

answering(async ({ times, withinMs }: OpenerQuestion): Promise<Opened> => {
  const kept = nothingKept()
  const first = stage(name, medium, { memory: kept })
  const reached = await first.fill(Number(count), withinMs)
  await first.tap(operationOf(reached))
  const folder = first.folder
  const opens: number[] = []
  for (let time = 0; time < times; time++) {
    const again = stage(name, medium, { memory: kept, ...(folder ? { folder } : {}) })
    globalThis.gc?.()
    opens.push(await cpuUs(() => again.open()))
  }
  const text = textOf(kept.peer, reached)
  const parses: number[] = []
  for (let time = 0; time < times; time++) {
    globalThis.gc?.()
    parses.push(await cpuUs(() => void JSON.parse(text)))
  }
  first.drop()
  return { reached, openUs: median(opens), parseUs: median(parses), ratio: median(opens) / median(parses), bytes: text.length }
})

/** What stands there as one JSON text: a blob as it is, records as an array. On MMKV the same bytes as in memory. */
function textOf(kept: ReadonlyMap<string, string>, count: number): string {
  const values = [...kept.values()]
  const [first] = values
  if (first !== undefined) return values.length === 1 ? first : `[${values.join(',')}]`
  return JSON.stringify(
    Array.from({ length: count }, (_, n) => ({
      seq: n,
      at: n,
      enqueue: {
        ...operationOf(n),
        slot: 'set_00000000-5e55-4000-8000-000000000000_00000000-5e7a-4000-8000-000000000000',
        lane: 'session_00000000-5e55-4000-8000-000000000000',
        v: 1,
      },
    })),
  )
}
