import type { Goal } from './goal.ts'
import { number, titled } from './table.ts'

/** The few lines the root README shows: what each question came to, with the goals it met. */
export function shortTable(results: Readonly<Record<string, { goals: readonly Goal[] }>>): string {
  const rows = Object.entries(results).map(([name, { goals }]) => {
    const met = goals.filter((goal) => goal.met).length
    const [first] = goals
    return [name, first ? `${first.what}: ${number(first.value)} (${first.sign} ${number(first.wanted)})` : '', `${met} of ${goals.length}`]
  })
  return titled({ head: ['question', 'measured', 'goals met'], rows })
}
