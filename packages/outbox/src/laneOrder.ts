/**
 * [O4] Which lane is sent next: one with a new operation before the backlog, and one that failed after those that did not.
 * A step costs the same however many lanes wait; only a trigger looks at all of them.
 */
export function createLaneOrder() {
  /** Last in, first out. A lane may stand here twice, or after it is empty: `next` passes over what cannot go. */
  let ready: string[] = []
  /** Lanes that wait after a failure, and until when (monotonic ms). Never in `ready` at the same time. */
  const parked = new Map<string, number>()
  /** How often in a row a lane failed. */
  const failures = new Map<string, number>()
  /** Lanes somebody answered, but not with a verdict: what they carry may be why. */
  const suspects = new Set<string>()

  const release = (lanes: string[]): void => {
    for (const lane of lanes) parked.delete(lane)
    lanes.sort((a, b) => (failures.get(b) ?? 0) - (failures.get(a) ?? 0))
    ready = [...lanes, ...ready]
  }

  return {
    /** A lane with a new operation, or with more to send. */
    addFirst(lane: string): void {
      parked.delete(lane)
      ready.push(lane)
    },
    /** Lanes found waiting at start, oldest first. */
    addBacklog(lanes: Iterable<string>): void {
      ready = [...[...lanes].reverse(), ...ready]
    },
    /** The next lane that can go, or null. What it passes over is forgotten until it is added again. */
    next(nowMs: number, canGo: (lane: string) => boolean): string | null {
      for (;;) {
        while (ready.length > 0) {
          const lane = ready.pop()!
          if (!parked.has(lane) && canGo(lane)) return lane
        }
        const due = [...parked].filter(([, untilMs]) => untilMs <= nowMs).map(([lane]) => lane)
        if (due.length === 0) return null
        release(due)
      }
    },
    /** A lane got no verdict: it waits until `untilMs` says, given how often it failed in a row. */
    failed(lane: string, suspect: boolean, untilMs: (failures: number) => number): void {
      const count = (failures.get(lane) ?? 0) + 1
      failures.set(lane, count)
      if (suspect) suspects.add(lane)
      parked.set(lane, untilMs(count))
    },
    succeeded(lane: string): void {
      failures.delete(lane)
      suspects.delete(lane)
    },
    /** Whether a lane has to go alone, one operation at a time, so that what it carries cannot hold up others. */
    isSuspect: (lane: string): boolean => suspects.has(lane),
    /** A trigger: nobody waits any longer. Failures stay counted, so the least unlucky lane still goes first. */
    forgiveAll(): void {
      release([...parked.keys()])
    },
    /** When the next lane may go: 0 when one may now, Infinity when none waits. */
    earliestMs(): number {
      if (ready.length > 0) return 0
      let earliestMs = Infinity
      for (const untilMs of parked.values()) earliestMs = Math.min(earliestMs, untilMs)
      return earliestMs
    },
  }
}

export type LaneOrder = ReturnType<typeof createLaneOrder>
