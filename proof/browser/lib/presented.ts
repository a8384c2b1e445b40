/**
 * When the frame that is being made is on the screen, in milliseconds since the navigation began, as the browser reports it (Element
 * Timing): a letter that is inserted now is painted with that frame. Counting animation frames would be a guess, and one frame late.
 *
 * Runs in the page, so it must contain everything it uses.
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

/** The script that defines it in a page. */
export const PRESENTED = `globalThis.presented = ${whenPresented.toString()}`
