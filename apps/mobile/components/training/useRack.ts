import type { Weight } from '@holdfast/contract'
import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import { useSettings } from '../../store/hooks.ts'
import type { Rack } from '../words/plates.ts'

/** The bar, the plates and the step of a unit, as the lifter set them. */
export function useRacks(): Record<Weight['unit'], Rack> {
  const { barKg, barLb, platesKg, platesLb, incrementKg, incrementLb } = useSettings(
    useShallow(({ barKg, barLb, platesKg, platesLb, incrementKg, incrementLb }) => ({
      barKg,
      barLb,
      platesKg,
      platesLb,
      incrementKg,
      incrementLb,
    })),
  )
  return useMemo(
    () => ({
      kg: { bar: barKg, plates: platesKg, step: incrementKg },
      lb: { bar: barLb, plates: platesLb, step: incrementLb },
    }),
    [barKg, barLb, platesKg, platesLb, incrementKg, incrementLb],
  )
}
