import { useSettings } from '../../store/hooks.ts'
import { fields } from './setCells.ts'
import type { Field } from './setCells.ts'

const withoutRpe: readonly Field[] = fields.filter((field) => field !== 'rpe')

/** The columns that the lifter wants to see. */
export function useFields(): readonly Field[] {
  return useSettings((settings) => settings.rpeShown) ? fields : withoutRpe
}
