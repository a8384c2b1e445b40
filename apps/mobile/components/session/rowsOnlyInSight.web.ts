import type { ViewStyle } from 'react-native'

/** Roughly what an exercise is high without rows, and a row, in CSS pixels. */
const AROUND = 135
const ROW = 64

/**
 * The browser lays out and paints an exercise only while it is near the screen; keys, screen readers and find-in-page still reach all
 * of it. A tap searches through everything that is laid out and every ✓ is a new layout: with 120 rows that was most of the wait. Until
 * it was in sight once an exercise is as high as its rows are likely to be, so that the page is about as long as it will be.
 */
export function rowsOnlyInSight(rowCount: number): ViewStyle {
  return { contentVisibility: 'auto', containIntrinsicHeight: `auto ${AROUND + rowCount * ROW}px` } as ViewStyle
}

/**
 * One below the other, as a document has it. A flexible column of thirty cards is measured anew, every card of it, whenever something in
 * one of them changes: half of the layout after a ✓.
 */
export const stacked = { display: 'block' } as unknown as ViewStyle
