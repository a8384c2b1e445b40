/** The router's pages by file: a page itself, or a promise of it where pages are chunks. */
export type Pages = ((file: string) => unknown) & { keys(): string[]; resolve(file: string): string; id: string }

/** A page whose file is slow, or could not be had (`failed`). `load` asks for it again. */
export type LatePage = { failed: unknown; load: () => Promise<unknown> }

export type KeptPagesOptions = {
  /** What stands in for a page that is late. */
  late: (page: LatePage) => unknown
  /** Resolves when a page that is still on its way counts as late. */
  whenLate: () => Promise<void>
  /** The pages to load before one is shown, as far as they can be had. */
  needs?: (file: string) => readonly string[]
}

/**
 * Pages of which one that was loaded is there at once. A promise of it, also one that is kept already, makes React show what stands in for
 * the page, and then leave that on the screen for 300 ms: three pages inside each other were nearly a second of every cold start.
 *
 * The promise of a page never rejects: React would keep the rejection for ever, and nobody could try again.
 */
export function keptPages(pages: Pages, { late, whenLate, needs = () => [] }: KeptPagesOptions): Pages {
  const kept = new Map<string, unknown>()
  const keep = async (file: string, asked = pages(file)): Promise<unknown> => {
    const page: unknown = await asked
    kept.set(file, page)
    return page
  }
  const load = async (file: string, asked?: unknown): Promise<unknown> => {
    const others = Promise.allSettled(needs(file).flatMap((other) => (kept.has(other) ? [] : [keep(other)])))
    const page = await keep(file, asked)
    await others
    return page
  }
  const page = (file: string): unknown => {
    if (kept.has(file)) return kept.get(file)
    const asked = pages(file)
    if (!(asked instanceof Promise)) return asked
    const standIn = (failed: unknown): unknown => late({ failed, load: () => load(file) })
    return Promise.race([load(file, asked), whenLate().then(() => standIn(null))]).catch(standIn)
  }
  return Object.assign(page, { keys: () => pages.keys(), resolve: (file: string) => pages.resolve(file), id: pages.id })
}
