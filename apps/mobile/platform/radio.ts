import NetInfo from '@react-native-community/netinfo'
import type { Radio } from '../sync/device/ports'

/**
 * Whether there is a radio, from NetInfo. Only `isConnected` counts: its reachability asks somebody else's address, and each
 * change comes as two or three contradictory events, so whoever listens must not mind hearing the same thing again.
 */
export const netInfoRadio: Radio = {
  watch: (callback) => NetInfo.addEventListener((state) => callback(state.isConnected)),
}
