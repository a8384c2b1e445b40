type PageEvents = Partial<Pick<Window, 'addEventListener'>> & { document?: Pick<Document, 'visibilityState'> }

/** Whether the page was left. From then on the browser may freeze it at any moment, with open transactions. */
export type PageLeft = {
  isLeft(): boolean
  /** Calls back when the page is left. Call the answer to stop. */
  whenLeft(callback: () => void): () => void
  /** Calls back once, when the page is back. */
  whenBack(callback: () => void): void
}

/** Follows the `pagehide` and `pageshow` of a page. Outside a page, as in Node, it is never left. */
export function followPage(page: PageEvents): PageLeft {
  let isLeft = false
  const leaving = new Set<() => void>()
  let returning: (() => void)[] = []
  const back = (): void => {
    isLeft = false
    const callbacks = returning
    returning = []
    for (const callback of callbacks) callback()
  }
  page.addEventListener?.('pagehide', () => {
    isLeft = true
    for (const callback of leaving) callback()
  })
  page.addEventListener?.('pageshow', back)
  // A visible page is not left, also where a browser fires no `pageshow`.
  page.addEventListener?.('visibilitychange', () => {
    if (page.document?.visibilityState === 'visible') back()
  })
  return {
    isLeft: () => isLeft,
    whenLeft(callback) {
      leaving.add(callback)
      return () => leaving.delete(callback)
    },
    whenBack: (callback) => void returning.push(callback),
  }
}

/** The page this app runs in. */
export const thisPage = followPage(globalThis)
