/** Virtual time: what is to happen, in order of its time, and of its making where times are equal. */
export type Timeline = {
  /** Virtual milliseconds since the start. */
  nowMs(): number
  /** Calls back then, never before now. Returns what takes it back. */
  at(ms: number, run: () => void): () => void
  /** Goes on to the next event up to then. False when there is none: then it is that time. */
  step(untilMs: number): boolean
}

type Event = { ms: number; order: number; run: (() => void) | null }

export function createTimeline(): Timeline {
  /** A binary heap. */
  const heap: Event[] = []
  let now = 0
  let made = 0

  const before = (a: Event, b: Event): boolean => (a.ms !== b.ms ? a.ms < b.ms : a.order < b.order)
  const push = (event: Event): void => {
    let at = heap.length
    heap.push(event)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!before(event, heap[parent]!)) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = event
  }
  const pop = (): void => {
    const last = heap.pop()!
    if (heap.length === 0) return
    let at = 0
    for (;;) {
      let child = 2 * at + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++
      if (!before(heap[child]!, last)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = last
  }

  return {
    nowMs: () => now,
    at(ms, run) {
      const event: Event = { ms: Math.max(now, ms), order: made++, run }
      push(event)
      return () => {
        event.run = null
      }
    },
    step(untilMs) {
      for (;;) {
        const next = heap[0]
        if (!next || next.ms > untilMs) {
          now = Math.max(now, untilMs)
          return false
        }
        pop()
        if (!next.run) continue
        now = next.ms
        next.run()
        return true
      }
    },
  }
}
