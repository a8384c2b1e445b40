/** The database cannot answer now. The same request may succeed later, so the answer is 503 and never 500. */
export class DatabaseUnavailable extends Error {
  constructor(cause: unknown) {
    super('the database cannot answer now', { cause })
  }
}

/** The SQLSTATE of an error (five characters), or null when the error does not come from PostgreSQL. */
export function sqlStateOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : null
}

/** Whether the transaction should be tried again at once: after a serialization failure or a deadlock. */
export function isContention(error: unknown): boolean {
  const state = sqlStateOf(error)
  return state === '40001' || state === '40P01'
}

/**
 * Converts an engine's error for the rest of the server. An error without a SQLSTATE came from the connection, so it is unknown whether the
 * statement ran.
 */
export function asDatabaseError(error: unknown): unknown {
  if (error instanceof DatabaseUnavailable) return error
  const state = sqlStateOf(error)
  return state === null || isPassing(state) ? new DatabaseUnavailable(error) : error
}

// 08 connection, 53 out of resources, 57P0x shutdown, 57014 statement timeout, 55P03 lock timeout, 25P03/25P04 the server ended an idle
// transaction, 40 contention that remained after our retries.
function isPassing(state: string): boolean {
  return /^(08|53|40|57P0)/.test(state) || ['57014', '55P03', '25P03', '25P04'].includes(state)
}
