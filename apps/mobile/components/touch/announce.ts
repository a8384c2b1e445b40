import { AccessibilityInfo } from 'react-native'

/** Announces a text to a screen reader without moving its focus. */
export function announce(words: string): void {
  AccessibilityInfo.announceForAccessibilityWithOptions(words, { queue: true })
}
