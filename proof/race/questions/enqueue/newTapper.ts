import { join } from 'node:path'
import { child } from '../../lib/child.ts'
import type { MediumName } from '../../lib/stage.ts'
import type { Filled, TapperQuestion, Taps } from './tapper.ts'

/** A process with one candidate on one medium (tapper.ts). */
export type Tapper = {
  fill(length: number, withinMs: number, warmMs: number): Promise<Filled>
  tap(taps: number): Promise<Taps>
  drop(): Promise<void>
  end(): Promise<void>
}

export function newTapper(name: string, medium: MediumName, limitMs?: number): Tapper {
  const file = join(import.meta.dirname, 'tapper.ts')
  const tapper = child<TapperQuestion, Filled | Taps | null>(file, [name, medium], limitMs ? { limitMs } : {})
  return {
    fill: async (length, withinMs, warmMs) => (await tapper.ask({ fill: length, withinMs, warmMs })) as Filled,
    tap: async (taps) => (await tapper.ask({ taps })) as Taps,
    async drop() {
      await tapper.ask({})
    },
    end: () => tapper.end(),
  }
}
