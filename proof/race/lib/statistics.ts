import { median } from '@holdfast/tools/median'

/** How far apart the middle half lies, as a share of the median: what a reader should not take for a difference. */
export function spread(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN
  return sorted.length < 2 ? 0 : (at(0.75) - at(0.25)) / median(sorted)
}

/** CPU time of this process and all its threads, in microseconds, while `run` was under way. */
export async function cpuUs(run: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(before)
  return user + system
}
