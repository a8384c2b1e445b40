import { elapsedWords } from './times.ts'

/** How long after its end a rest is still counted. After that the rest is long over, or a clock was set. */
const OVER_MAX_MS = 3_600_000

/** "Rest 1:42" while it runs, counted so that its last second is 0:01; "Rest over +0:25" after it. */
export function restWords(leftMs: number): string {
  if (leftMs <= -OVER_MAX_MS) return 'Rest over'
  return leftMs > 0 ? `Rest ${elapsedWords(Math.ceil(leftMs / 1000) * 1000)}` : `Rest over +${elapsedWords(-leftMs)}`
}
