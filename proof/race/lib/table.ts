import { table } from '@holdfast/tools/table'
import type { Goal } from './goal.ts'

type Cells = readonly (string | number)[]

export type Table = { title?: string; head: readonly string[]; rows: readonly Cells[] }

/** A table with its title, as README.md holds it. */
export function titled({ title, head, rows }: Table): string {
  const caption = title ? [`**${title}**`, ''] : []
  return [...caption, table(head, rows, { isAligned: false })].join('\n')
}

/** Goals as a table: what, what was measured, what was promised, and whether it holds. */
export function goalTable(goals: readonly Goal[]): string {
  return titled({
    head: ['goal', 'measured', 'wanted', ''],
    rows: goals.map(({ what, value, sign, wanted, met }) => [what, number(value), `${sign} ${number(wanted)}`, met ? 'met' : '**missed**']),
  })
}

/** Three digits that count, thousands apart. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  if (Number.isInteger(value) || Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US')
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2)
}
