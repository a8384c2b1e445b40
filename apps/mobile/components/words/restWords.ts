import { elapsedWords } from './times.ts'

/** "Rest 1:42" while it runs, counted so that its last second is 0:01; "Rest over +0:25" after it. */
export function restWords(leftMs: number): string {
  return leftMs > 0 ? `Rest ${elapsedWords(Math.ceil(leftMs / 1000) * 1000)}` : `Rest over +${elapsedWords(-leftMs)}`
}
