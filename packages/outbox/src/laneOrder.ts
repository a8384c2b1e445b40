/**
 * [O4] Which lane is sent next: one with a new operation before the backlog, and one that failed after those that did not.
 * A step costs the same however many lanes wait; only a trigger looks at all of them.
 */
export function createLaneOrder() {
  /** Last in, first out. A lane may be listed twice, or while it is empty: `next` skips what cannot be sent. */
  let ready: string[] = []
  /**
   * Lanes that wait after a failure, and until when (monotonic ms). Never in `ready` at the same time.
   */
  const held = new Map<string, number>()
  /** How often in a row a lane failed. */
  const failures = new Map<string, number>()
  /** [O15] Lanes that were answered without a verdict: their operations may be the cause. */
  const suspects = new Set<string>()

  const release = (lanes: string[]): void => {
    for (const lane of lanes) held.delete(lane)
    lanes.sort((a, b) => (failures.get(b) ?? 0) - (failures.get(a) ?? 0))
    ready = [...lanes, ...ready]
  }

  return {
    /** A lane with a new operation, or with more to send. */
    addFirst(lane: string): void {
      held.delete(lane)
      ready.push(lane)
    },
    /** Lanes found waiting at start, oldest first. */
    addBacklog(lanes: Iterable<string>): void {
      ready = [...[...lanes].reverse(), ...ready]
    },
    /** The next lane that can be sent, or null. A lane that it skips must be added again. */
    next(nowMs: number, canGo: (lane: string) => boolean): string | null {
      for (;;) {
        while (ready.length > 0) {
          const lane = ready.pop()!
          if (!held.has(lane) && canGo(lane)) return lane
        }
        const due = [...held].filter(([, untilMs]) => untilMs <= nowMs).map(([lane]) => lane)
        if (due.length === 0) return null
        release(due)
      }
    },
    /** [O8] A lane got no verdict. It waits until the monotonic ms that `untilMs` answers, given the number of failures in a row. */
    failed(lane: string, suspect: boolean, untilMs: (failures: number) => number): void {
      const count = (failures.get(lane) ?? 0) + 1
      failures.set(lane, count)
      if (suspect) suspects.add(lane)
      held.set(lane, untilMs(count))
    },
    /** A request that held the lane got a verdict: its failures are forgotten. */
    succeeded(lane: string): void {
      failures.delete(lane)
      suspects.delete(lane)
    },
    /** [O15] Whether a lane must be sent alone, one operation at a time, so that its operations cannot hold up other lanes. */
    isSuspect: (lane: string): boolean => suspects.has(lane),
    /** [O8] A trigger: no lane waits any longer. Failures stay counted, so the lane with the fewest failures is still sent first. */
    forgiveAll(): void {
      release([...held.keys()])
    },
    /** When the next lane may be sent, in monotonic ms: 0 when one may now, Infinity when none waits. */
    earliestMs(): number {
      if (ready.length > 0) return 0
      let earliestMs = Infinity
      for (const untilMs of held.values()) earliestMs = Math.min(earliestMs, untilMs)
      return earliestMs
    },
  }
}

/** The order of the lanes of one outbox. */
export type LaneOrder = ReturnType<typeof createLaneOrder>
