import { median } from '@holdfast/tools/median'

/** How far apart the middle half lies, as a share of the median: what a reader should not take for a difference. */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]
  return sorted.length < 2 ? 0 : (at(0.75) - at(0.25)) / median(sorted)
}

/** CPU time of this process and all its threads, in microseconds, while `run` was under way. */
export async function cpuUs(run) {
  const before = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(before)
  return user + system
}
