import type { Weight } from '@holdfast/contract'
import type { Field } from './setCells.ts'

/** One step of a cell: the smallest pair of plates, one rep, half an RPE. */
export function stepOf(field: Field, unit: Weight['unit']): number {
  if (field === 'weight') return unit === 'kg' ? 2.5 : 5
  return field === 'reps' ? 1 : 0.5
}
