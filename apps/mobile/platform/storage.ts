import { Directory, Paths } from 'expo-file-system'
import type { Storage } from '../sync/device/ports'

/** iOS and Android: what an app wrote stays until the app is deleted. */
export const deviceStorage: Storage = {
  space() {
    const usedBytes = new Directory(Paths.document).size ?? 0
    return Promise.resolve({ usedBytes, freeBytes: Paths.availableDiskSpace })
  },
  protection: () => Promise.resolve('phone'),
  protect: () => Promise.resolve(true),
}
