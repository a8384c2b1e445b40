import { answering } from '../../lib/child.mjs'
import { operationOf } from '../../lib/operation.mjs'
import { stage } from '../../lib/stage.mjs'
import { median } from '@holdfast/tools/median'
import { cpuUs } from '../../lib/statistics.mjs'

// One candidate, its store with so many waiting, opened again and again as a new process would find it.

globalThis.window = globalThis
const [name, medium, count] = process.argv.slice(2)

answering(async ({ times, withinMs }) => {
  const kept = keptFor(name)
  const first = stage(name, medium, { memory: kept })
  const reached = await first.fill(Number(count), withinMs)
  await first.tap(operationOf(reached))
  const folder = first.folder
  const opens = []
  for (let time = 0; time < times; time++) {
    const again = stage(name, medium, { memory: kept, ...(folder ? { folder } : {}) })
    globalThis.gc()
    opens.push(await cpuUs(() => again.open()))
  }
  const text = textOf(kept, Number(reached))
  const parses = []
  for (let time = 0; time < times; time++) {
    globalThis.gc()
    parses.push(await cpuUs(() => void JSON.parse(text)))
  }
  first.drop()
  return { reached, openUs: median(opens), parseUs: median(parses), ratio: median(opens) / median(parses), bytes: text.length }
})

function keptFor(name) {
  return name === 'holdfast' ? new Map() : { peer: new Map(), a: new Map(), b: new Map() }
}

/** What stands there as one JSON text: a blob as it is, records as an array. On MMKV the same bytes as in memory. */
function textOf(kept, count) {
  if (name !== 'holdfast' && kept.peer.size > 0) {
    const values = [...kept.peer.values()]
    return values.length === 1 ? values[0] : `[${values.join(',')}]`
  }
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
