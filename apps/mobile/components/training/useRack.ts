import type { Weight } from '@holdfast/contract'
import type { Rack } from '../words/plates.ts'

const racks: Record<Weight['unit'], Rack> = {
  kg: { bar: 20, plates: [25, 20, 15, 10, 5, 2.5, 1.25], step: 2.5 },
  lb: { bar: 45, plates: [45, 35, 25, 10, 5, 2.5], step: 5 },
}

/** The bar, the plates and the step of a unit. */
export function useRacks(): Record<Weight['unit'], Rack> {
  return racks
}
