import { planDay } from '../day.ts'
import { runDayOn, simulate } from '../world.ts'
import { bothServers, type BothServers } from './bothServers.ts'
import { Difference, sameOrThrow } from './difference.ts'
import { openEngine, type EngineName } from './engine.ts'

export type TwinOptions = {
  engine: EngineName
  /** The first seed, and how many. */
  from: number
  count: number
  tell: (line: string) => void
}

/** How it went. `different` is the first seed whose day differed; `schedulesPerSecond` counts the days on the real API alone. */
export type TwinReport = { ran: number; different: number | null; schedulesPerSecond: number }

/**
 * The same days against the real API on a real database: every answer, all that is held, and the story have to be those of the simulated
 * server. Stops at the first difference and tells it. Null when this machine has no such engine.
 */
export async function runTwin({ engine, from, count, tell }: TwinOptions): Promise<TwinReport | null> {
  const opened = await openEngine(engine)
  if (!opened) return null
  let tookMs = 0
  const report = (ran: number, different: number | null): TwinReport => ({ ran, different, schedulesPerSecond: (ran * 1000) / tookMs })
  try {
    for (let seed = from; seed < from + count; seed++) {
      const startedAt = performance.now()
      let both: BothServers | undefined
      try {
        const real = await runDayOn(planDay(seed), (options) => (both = bothServers(opened.db, seed, options, engine === 'postgres')))
        await both?.compare()
        tookMs += performance.now() - startedAt
        const simulated = simulate(seed)
        sameOrThrow('the story', [simulated.hash, simulated.violations], [real.hash, real.violations])
      } catch (error) {
        if (!(error instanceof Difference)) throw error
        tell(`seed ${seed} on ${engine}: ${error.message}`)
        return report(seed - from + 1, seed)
      } finally {
        await both?.close()
      }
    }
    return report(count, null)
  } finally {
    await opened.close()
  }
}
