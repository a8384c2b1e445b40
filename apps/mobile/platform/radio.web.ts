import NetInfo from '@react-native-community/netinfo'
import type { Radio } from '../sync/device/ports'

/**
 * Whether there is a network, from NetInfo and from the page. In a browser with the Network Information API, NetInfo uses only that API's
 * `change`. A browser that does not know its connection type fires none when the connection is lost.
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
