/** The events of a page, which Node has none of. To be imported before whatever listens to them. */
export const pageEvents = new EventTarget()

Object.assign(globalThis, { addEventListener: pageEvents.addEventListener.bind(pageEvents) })
