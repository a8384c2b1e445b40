import { File, Paths } from 'expo-file-system'
import * as Sharing from 'expo-sharing'
import { Share as SystemShare } from 'react-native'
import type { Share } from '../sync/device/ports'

/** iOS and Android: a file in the cache, given to the system's share sheet. */
export const shareFile: Share = {
  async text(name, mime, text) {
    const file = new File(Paths.cache, name)
    file.create({ overwrite: true })
    file.write(text)
    await Sharing.shareAsync(file.uri, { mimeType: mime, dialogTitle: name })
  },
  async copy(text) {
    await SystemShare.share({ message: text })
  },
}
