import NetInfo from '@react-native-community/netinfo'
import type { Radio } from '../sync/device/ports'

/**
 * Whether there is a network, from NetInfo. Only `isConnected` counts, because its reachability check calls another company's server. Each
 * change arrives as two or three contradictory events, so listeners must accept repeats.
 */
export const netInfoRadio: Radio = {
  watch: (callback) => NetInfo.addEventListener((state) => callback(state.isConnected)),
}
