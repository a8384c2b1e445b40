import { operationOf } from '../lib/operation.mjs'
import { candidates } from './candidates.mjs'

const queues = []
const tapOnce = (queue) => queue.candidate.tap(operationOf(queue.next++))

/** What the bench asks of a page: queues of one candidate with so many waiting in each, and then some taps on each, one after the other. */
window.bench = {
  async open(name, count, wanted) {
    for (let made = 0; made < wanted; made++) queues.push({ candidate: await candidates[name](count), next: count + 1 })
    const startMs = performance.now()
    for (const queue of queues) await tapOnce(queue)
    return (performance.now() - startMs) / wanted
  },
  async tap(taps) {
    const bytes = () => queues.reduce((sum, { candidate }) => sum + candidate.bytes(), 0)
    const before = bytes()
    const startMs = performance.now()
    for (const queue of queues) for (let tap = 0; tap < taps; tap++) await tapOnce(queue)
    const all = taps * queues.length
    return { ms: (performance.now() - startMs) / all, bytes: (bytes() - before) / all }
  },
}
