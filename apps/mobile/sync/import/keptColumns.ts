import type { Index } from '../device/ports.ts'

/** Where the columns that a person assigned are kept. */
export const KEPT_COLUMNS_KEY = 'import_columns'

/** Deletes all of them: a header is a person's own words, and nothing says whose. */
export function forgetKeptColumns(index: Index): void {
  index.remove(KEPT_COLUMNS_KEY)
}
