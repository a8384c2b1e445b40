import * as DocumentPicker from 'expo-document-picker'
import { File } from 'expo-file-system'
import type { PickFile } from '../sync/device/ports'

/** iOS and Android: the system's file picker. Any type, because phones often do not know the type of a CSV file. */
export const pickFile: PickFile = async (bytesMax) => {
  const picked = await DocumentPicker.getDocumentAsync({ type: '*/*', copyToCacheDirectory: true })
  if (picked.canceled) return null
  const [asset] = picked.assets
  if (!asset) return null
  const file = new File(asset.uri)
  try {
    return { name: asset.name, bytes: file.size > bytesMax ? null : await file.bytes() }
  } finally {
    // A copy of a person's training must not stay in the cache.
    file.delete()
  }
}
