import type { ViewStyle } from 'react-native'

/** The approximate height of an exercise without rows, and of a row, in CSS pixels. */
const AROUND = 135
const ROW = 64

/**
 * The browser lays out and paints an exercise only while it is near the screen; keys, screen readers and find-in-page still reach all of
 * it. A tap searches everything that is laid out, and every ✓ causes a new layout: with 120 rows that was most of the delay. Until an
 * exercise was visible once, its height is estimated from its rows, so that the page has about its final length.
 */
export function rowsOnlyInSight(rowCount: number): ViewStyle {
  return { contentVisibility: 'auto', containIntrinsicHeight: `auto ${AROUND + rowCount * ROW}px` } as ViewStyle
}

/**
 * Block layout, as in a document. A flex column of thirty cards measures every card again when one of them changes: half of the layout
 * after a ✓.
 */
export const stacked = { display: 'block' } as unknown as ViewStyle
