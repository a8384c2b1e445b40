import { decodedText } from '../sync/import/decodedText.ts'
import type { PickedText, PickText } from '../sync/ports'

/** The browser's own file dialogue. */
export const pickText: PickText = (bytesMax) =>
  new Promise<PickedText | null>((resolve, reject) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = '.csv,text/csv,text/comma-separated-values,text/plain'
    input.hidden = true
    // Safari on iOS tells nothing of an input that is in no document.
    document.body.append(input)
    const end = (picked: Promise<PickedText> | null): void => {
      input.remove()
      if (picked) picked.then(resolve, reject)
      else resolve(null)
    }
    input.addEventListener('cancel', () => end(null))
    input.addEventListener('change', () => {
      const file = input.files?.[0]
      end(file ? pickedText(file, bytesMax) : null)
    })
    input.click()
  })

async function pickedText(file: File, bytesMax: number): Promise<PickedText> {
  const { name, size } = file
  if (size > bytesMax) return { name, text: null, why: 'tooLarge' }
  const text = decodedText(new Uint8Array(await file.arrayBuffer()))
  return text === null ? { name, text, why: 'encoding' } : { name, text }
}
