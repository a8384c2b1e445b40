import type { ViewStyle } from 'react-native'

/** On a phone the system draws only what is in sight. */
export function rowsOnlyInSight(_rowCount: number): ViewStyle {
  return {}
}

/** A column as it always is. */
export const stacked: ViewStyle = {}
