import type { PickedText, PickText } from '../sync/ports'

/** The browser's own file dialogue. */
export const pickText: PickText = (bytesMax) =>
  new Promise<PickedText | null>((resolve, reject) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = '.csv,text/csv,text/comma-separated-values,text/plain'
    input.addEventListener('cancel', () => resolve(null))
    input.addEventListener('change', () => {
      const file = input.files?.[0]
      if (!file) return resolve(null)
      if (file.size > bytesMax) return resolve({ name: file.name, text: null })
      file.text().then((text) => resolve({ name: file.name, text }), reject)
    })
    input.click()
  })
