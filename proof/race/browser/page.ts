import { operationOf } from '../lib/operation.ts'
import { candidates, type Candidate } from './candidates.ts'

type Queue = { candidate: Candidate; next: number }

type Bench = {
  /** Opens so many queues with so many waiting in each; answers the ms of a first tap. */
  open(name: string, count: number, wanted: number): Promise<number>
  tap(taps: number): Promise<{ ms: number; bytes: number }>
}

declare global {
  interface Window {
    bench: Bench
  }
}

const queues: Queue[] = []
const tapOnce = (queue: Queue) => queue.candidate.tap(operationOf(queue.next++))

async function open(name: string, count: number): Promise<Candidate> {
  const candidate = candidates[name]
  if (!candidate) throw new Error(`there is no candidate ${name}`)
  return candidate(count)
}

/** What the bench asks of a page: queues of one candidate with so many waiting in each, and then some taps on each, one after the other. */
window.bench = {
  async open(name, count, wanted) {
    for (let made = 0; made < wanted; made++) queues.push({ candidate: await open(name, count), next: count + 1 })
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
