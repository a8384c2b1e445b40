import type { Index } from '../device/ports.ts'

/** The index key of the columns that a person assigned. */
export const KEPT_COLUMNS_KEY = 'import_columns'

/** Deletes all assigned columns: a header may contain a person's own words, and nothing shows whose. */
export function forgetKeptColumns(index: Index): void {
  index.remove(KEPT_COLUMNS_KEY)
}
