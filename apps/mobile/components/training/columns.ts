import { StyleSheet, useWindowDimensions } from 'react-native'

/** Widths of the columns of the set table, shared by its head and its rows. */
export const columns = StyleSheet.create({
  number: { width: 26 },
  previous: { flex: 1, minWidth: 52 },
  weight: { width: 78 },
  reps: { width: 56 },
  rpe: { width: 54 },
  check: { width: 56 },
})

/** On a wide screen the cells breathe. */
const wideColumns = StyleSheet.create({
  number: { width: 40 },
  previous: { flex: 1, minWidth: 52 },
  weight: { width: 120 },
  reps: { width: 96 },
  rpe: { width: 96 },
  check: { width: 72 },
})

/** The widths for this window, and whether a row takes two lines: with large text, or on a very narrow screen. */
export function useColumns(): { widths: typeof columns; twoLines: boolean } {
  const { width, fontScale } = useWindowDimensions()
  return { widths: width >= 600 ? wideColumns : columns, twoLines: fontScale >= 1.3 || width < 350 }
}
