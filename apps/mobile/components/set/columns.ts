import { StyleSheet, useWindowDimensions } from 'react-native'

/** The column widths of the set table, for its header and its rows. */
export const columns = StyleSheet.create({
  number: { width: 28 },
  previous: { flex: 1, minWidth: 44 },
  weight: { width: 74 },
  reps: { width: 52 },
  rpe: { width: 50 },
  check: { width: 56 },
})

/** On a wide screen the cells are wider. */
const wideColumns = StyleSheet.create({
  number: { width: 44 },
  previous: { flex: 1, minWidth: 44 },
  weight: { width: 120 },
  reps: { width: 96 },
  rpe: { width: 96 },
  check: { width: 72 },
})

/**
 * The widths for this window, and whether a row has two lines: with large text, or on a very narrow screen. `isTiny` is a phone's page at
 * 200 %.
 */
export function useColumns(): { widths: typeof columns; twoLines: boolean; isTiny: boolean } {
  const { width, fontScale } = useWindowDimensions()
  return { widths: width >= 600 ? wideColumns : columns, twoLines: fontScale >= 1.3 || width < 350, isTiny: width < 260 }
}
