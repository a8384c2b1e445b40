import { isId } from '@holdfast/contract'
import { useLocalSearchParams } from 'expo-router'
import { useEffect } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import type { Cells } from './cells.ts'
import { focusCell } from './focusSet'
import { fields } from './setCells.ts'

/** Makes the cell of the address active: the link comes from a rejection. */
export function useFixFocus(cells: StoreApi<Cells>): void {
  const { fix, field } = useLocalSearchParams()
  useEffect(() => {
    const asked = fields.find((name) => name === field)
    if (typeof fix !== 'string' || !isId(fix) || !asked) return
    cells.getState().take(fix, asked)
    focusCell(fix, asked)
  }, [cells, fix, field])
}
