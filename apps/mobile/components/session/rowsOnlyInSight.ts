import type { ViewStyle } from 'react-native'

/** On a phone the system draws only visible rows. */
export function rowsOnlyInSight(_rowCount: number): ViewStyle {
  return {}
}

/** A normal column. */
export const stacked: ViewStyle = {}
