import type { Background } from '../sync/device/ports'
import type { Run } from './wakeTask'

/** A browser starts no background run: what waits is sent while the app is open. */
export const backgroundTask: Background = {
  register: () => Promise.resolve(),
  unregister: () => Promise.resolve(),
}

export function defineBackgroundTask(_run: Run): void {}
