import type { Weight } from '@holdfast/contract'
import { useMemo } from 'react'
import { useSettings } from '../../store/hooks.ts'
import type { Rack } from '../words/plates.ts'

/** The lifter's bar, plates and step for each unit. */
export function useRacks(): Record<Weight['unit'], Rack> {
  const barKg = useSettings((settings) => settings.barKg)
  const barLb = useSettings((settings) => settings.barLb)
  const platesKg = useSettings((settings) => settings.platesKg)
  const platesLb = useSettings((settings) => settings.platesLb)
  const stepKg = useSettings((settings) => settings.incrementKg)
  const stepLb = useSettings((settings) => settings.incrementLb)
  return useMemo(
    () => ({ kg: { bar: barKg, plates: platesKg, step: stepKg }, lb: { bar: barLb, plates: platesLb, step: stepLb } }),
    [barKg, barLb, platesKg, platesLb, stepKg, stepLb],
  )
}
