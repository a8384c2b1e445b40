import { AppState } from 'react-native'
import type { Lifecycle } from '../sync/device/ports'

/** The app comes to the foreground or goes to the background; on the web, the tab is shown or hidden. */
export const appLifecycle: Lifecycle = {
  watch(callback) {
    const subscription = AppState.addEventListener('change', (state) => callback(state === 'active' ? 'foreground' : 'background'))
    return () => subscription.remove()
  },
}
