import * as Haptics from 'expo-haptics'
import type { Feel } from '../sync/device/ports'
import { chime, prepareChime } from './chime'
import { keepAwake } from './keepAwake'

/** A device without vibration still logs. */
const without = (): void => undefined

/** Twice, so that it is not taken for a ✓. */
const AGAIN_MS = 350
const strongly = (): void => void Haptics.impactAsync(Haptics.ImpactFeedbackStyle.Heavy).catch(without)

export const deviceFeel: Feel = {
  saved: () => void Haptics.notificationAsync(Haptics.NotificationFeedbackType.Success).catch(without),
  refused: () => void Haptics.notificationAsync(Haptics.NotificationFeedbackType.Warning).catch(without),
  restOver() {
    strongly()
    setTimeout(strongly, AGAIN_MS)
  },
  chime,
  prepareChime,
  keepAwake,
}
