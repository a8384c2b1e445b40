import type { PickedFile, PickFile } from '../sync/device/ports'

/** The browser's file dialogue. */
export const pickFile: PickFile = (bytesMax) =>
  new Promise<PickedFile | null>((resolve, reject) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = '.csv,text/csv,text/comma-separated-values,text/plain'
    input.hidden = true
    // Safari on iOS fires no `change` for an input outside the document.
    document.body.append(input)
    const end = (picked: Promise<PickedFile> | null): void => {
      input.remove()
      if (picked) picked.then(resolve, reject)
      else resolve(null)
    }
    input.addEventListener('cancel', () => end(null))
    input.addEventListener('change', () => {
      const file = input.files?.[0]
      end(file ? pickedFile(file, bytesMax) : null)
    })
    input.click()
  })

async function pickedFile(file: File, bytesMax: number): Promise<PickedFile> {
  return { name: file.name, bytes: file.size > bytesMax ? null : new Uint8Array(await file.arrayBuffer()) }
}
