/** One place to send SQL to: the pool, or a transaction. The SQL is the PostgreSQL 15 subset both engines share. */
export interface Sql {
  /** Runs one statement and gives its rows. Throws `DatabaseUnavailable` when nobody can say whether it ran. */
  query<Row = Record<string, unknown>>(text: string, params?: readonly unknown[]): Promise<Row[]>
  /** Runs a file of statements without parameters. */
  script(text: string): Promise<void>
}

/** How a transaction ends, and what it found out. */
export type Ending<T> = { keep: boolean; value: T }

/** Ends the transaction by committing it. */
export function commit<T>(value: T): Ending<T> {
  return { keep: true, value }
}

/** Ends the transaction by undoing it; the value is still answered. */
export function rollback<T>(value: T): Ending<T> {
  return { keep: false, value }
}

/** Where transactions run. */
export interface Transactions extends Sql {
  /**
   * Runs the work in one READ COMMITTED transaction. The work may run again after a serialization failure or a deadlock,
   * so it changes nothing but the database. When it throws, everything is undone.
   */
  tx<T>(work: (sql: Sql) => Promise<Ending<T>>): Promise<T>
}

/**
 * A database: PostgreSQL, or the one embedded in this process. Used directly it is the owner, who sees every row: for
 * migrations, the demo and the server's own upkeep. Everything a request does goes through `asUser`.
 */
export interface Db extends Transactions {
  /**
   * The database as one user has it: every statement runs in a transaction as a role that row-level security binds, so
   * rows of others are not there, whatever the statement says. Null is nobody yet, who has no rows at all.
   */
  asUser(userId: string | null): Transactions
  /** How many connections are lent out and how many borrowers wait for one; left out where there is no pool. */
  connections?: () => Connections
  close(): Promise<void>
}

export type Connections = { inUse: number; waiting: number }

/** What a request may reach of the database. */
export type RequestDb = Pick<Db, 'asUser'>
