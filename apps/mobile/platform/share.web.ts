import type { Share } from '../sync/device/ports'

/** Uses the share sheet on touch devices whose browser can share files; everywhere else the file is downloaded. */
export const shareFile: Share = {
  async text(name, mime, text) {
    const file = new File([text], name, { type: mime })
    if (matchMedia('(pointer: coarse)').matches && navigator.canShare?.({ files: [file] })) return await shared(file)
    download(file)
  },
  async copy(text) {
    // Missing on an insecure origin.
    const { clipboard } = navigator as { clipboard?: Clipboard }
    if (clipboard) await clipboard.writeText(text)
    else copySelected(text)
  },
}

/** Copies without the clipboard API, which works over plain http too. Throws when the browser does not copy. */
function copySelected(text: string): void {
  const before = document.activeElement
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.style.position = 'fixed'
  field.style.opacity = '0'
  document.body.append(field)
  field.select()
  const isCopied = document.execCommand('copy')
  field.remove()
  if (before instanceof HTMLElement) before.focus()
  if (!isCopied) throw new Error('the browser copied nothing')
}

async function shared(file: File): Promise<void> {
  try {
    await navigator.share({ files: [file], title: file.name })
  } catch (error) {
    // The lifter closed the share sheet.
    if (error instanceof DOMException && error.name === 'AbortError') return
    // A browser may refuse the type, or because too much time passed since the tap. A download needs no permission.
    download(file)
  }
}

function download(file: File): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = file.name
  link.click()
  // The download has begun by then. A URL that is not revoked keeps the whole text in memory.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
