import * as DocumentPicker from 'expo-document-picker'
import { File } from 'expo-file-system'
import { decodedText } from '../sync/import/decodedText.ts'
import type { PickText } from '../sync/ports'

/** iOS and Android: the system's own file picker. Any type: a phone seldom knows that a CSV is one. */
export const pickText: PickText = async (bytesMax) => {
  const picked = await DocumentPicker.getDocumentAsync({ type: '*/*', copyToCacheDirectory: true })
  if (picked.canceled) return null
  const [asset] = picked.assets
  if (!asset) return null
  const file = new File(asset.uri)
  const { name } = asset
  try {
    if (file.size > bytesMax) return { name, text: null, why: 'tooLarge' }
    const text = decodedText(await file.bytes())
    return text === null ? { name, text, why: 'encoding' } : { name, text }
  } finally {
    // A copy of somebody's training does not stay in the cache.
    file.delete()
  }
}
