/**
 * When the frame that is being made now stands on the screen, in milliseconds since the navigation began, by the browser's own word (Element
 * Timing): a letter that comes into the page now is painted with it. Counting animation frames would guess, and be a frame late.
 *
 * Runs in the page: what it needs is in it.
 */
function whenPresented(): Promise<number> {
  return new Promise((resolve) => {
    const letter = document.createElement('span')
    letter.setAttribute('elementtiming', 'presented')
    letter.textContent = '.'
    Object.assign(letter.style, { position: 'fixed', left: '0', top: '0', contain: 'strict', width: '9px', height: '9px' })
    const paints = new PerformanceObserver((list) => {
      paints.disconnect()
      letter.remove()
      resolve((list.getEntries()[0] as PerformanceEntry & { renderTime: number }).renderTime)
    })
    paints.observe({ type: 'element' })
    document.body.append(letter)
  })
}

declare global {
  /** `whenPresented`, in a page that ran the script. */
  var presented: () => Promise<number>
}

/** The script that makes it known to a page. */
export const PRESENTED = `globalThis.presented = ${whenPresented.toString()}`
