import NetInfo from '@react-native-community/netinfo'
import type { Radio } from '../sync/device/ports'

/**
 * Whether there is a radio, from NetInfo and from the page. In a browser with the Network Information API NetInfo hears nothing but that
 * API's `change`, and one that does not know what it is connected by sends none when the connection goes.
 */
export const netInfoRadio: Radio = {
  watch(callback) {
    const look = (): void => callback(navigator.onLine)
    const stop = NetInfo.addEventListener((state) => callback(state.isConnected))
    addEventListener('online', look)
    addEventListener('offline', look)
    return () => {
      stop()
      removeEventListener('online', look)
      removeEventListener('offline', look)
    }
  },
}
