/** The database cannot answer now. The same request may succeed later, so it is answered with 503 and never with 500. */
export class DatabaseUnavailable extends Error {
  constructor(cause: unknown) {
    super('the database cannot answer now', { cause })
  }
}

/** The five-character SQLSTATE of an error, or null when it did not come from the database itself. */
export function sqlStateOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : null
}

/** Whether trying the transaction again at once is the remedy: serialization failure or deadlock. */
export function isContention(error: unknown): boolean {
  const state = sqlStateOf(error)
  return state === '40001' || state === '40P01'
}

/**
 * What an engine threw, as the rest of the server should see it. An error without a SQLSTATE came from the connection,
 * not from the statement, so whether the statement ran is unknown.
 */
export function asDatabaseError(error: unknown): unknown {
  if (error instanceof DatabaseUnavailable) return error
  const state = sqlStateOf(error)
  return state === null || isPassing(state) ? new DatabaseUnavailable(error) : error
}

// 08 connection, 53 out of resources, 57P0x shutting down, 57014 statement timeout, 55P03 lock timeout,
// 25P03/25P04 the server ended an idle transaction, 40 contention that outlived our retries.
function isPassing(state: string): boolean {
  return /^(08|53|40|57P0)/.test(state) || ['57014', '55P03', '25P03', '25P04'].includes(state)
}
