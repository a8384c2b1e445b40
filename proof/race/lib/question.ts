import type { Goal } from './goal.ts'
import type { Plot } from './plot.ts'
import type { Table } from './table.ts'

export type Asking = { root: string; quick: boolean; say: (line: string) => void }

export type Answer = { data: unknown; tables: Table[]; goals: Goal[]; notes?: string[]; plots?: Plot[] }

export type Question = {
  name: string
  title: string
  /** Left out of a quick run. */
  slow?: true
  run(asking: Asking): Promise<Answer>
}
