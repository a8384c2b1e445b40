import { AppState } from 'react-native'
import type { Lifecycle } from '../sync/device/ports'

/** The app coming to the front and going to the back; on the web, the tab being shown and hidden. */
export const appLifecycle: Lifecycle = {
  watch(callback) {
    const subscription = AppState.addEventListener('change', (state) => callback(state === 'active' ? 'foreground' : 'background'))
    return () => subscription.remove()
  },
}
