/** The events of a page, which Node does not have. Import this before any module that listens to them. */
export const pageEvents = new EventTarget()

Object.assign(globalThis, { addEventListener: pageEvents.addEventListener.bind(pageEvents) })
