import * as Haptics from 'expo-haptics'
import { activateKeepAwakeAsync, deactivateKeepAwake } from 'expo-keep-awake'
import type { Feel } from '../sync/ports'
import { chime } from './chime'

/** A device without a motor, or one that does not let the screen be held awake, still logs. */
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
  keepAwake() {
    void activateKeepAwakeAsync('session').catch(without)
    return () => void deactivateKeepAwake('session').catch(without)
  },
}
