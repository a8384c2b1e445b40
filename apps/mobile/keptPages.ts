/** The router's pages by file: a page itself, or a promise of it where pages are chunks. */
export type Pages = ((file: string) => unknown) & { keys(): string[]; resolve(file: string): string; id: string }

/**
 * Pages of which one that was loaded is there at once. A promise of it, also one that is kept already, makes React show what stands in for
 * the page, and then leave that on the screen for 300 ms: three pages inside each other were nearly a second of every cold start.
 */
export function keptPages(pages: Pages): Pages {
  const kept = new Map<string, unknown>()
  const page = (file: string): unknown => {
    if (kept.has(file)) return kept.get(file)
    const found = pages(file)
    if (!(found instanceof Promise)) return found
    return found.then((loaded: unknown) => {
      kept.set(file, loaded)
      return loaded
    })
  }
  return Object.assign(page, { keys: () => pages.keys(), resolve: (file: string) => pages.resolve(file), id: pages.id })
}
