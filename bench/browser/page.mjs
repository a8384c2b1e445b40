import { operationOf } from '../lib/operation.mjs'
import { candidates } from './candidates.mjs'

let candidate
let next = 0

/** What the bench asks of a page: one candidate with so many waiting, and then some taps, one after the other. */
window.bench = {
  async open(name, count) {
    candidate = await candidates[name](count)
    next = count + 1
    const startMs = performance.now()
    await candidate.tap(operationOf(next++))
    return performance.now() - startMs
  },
  async tap(taps) {
    const before = candidate.bytes()
    const startMs = performance.now()
    for (let tap = 0; tap < taps; tap++) await candidate.tap(operationOf(next++))
    return { ms: (performance.now() - startMs) / taps, bytes: (candidate.bytes() - before) / taps }
  },
}
