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

/** A database: PostgreSQL, or the one embedded in this process. */
export interface Db extends Sql {
  /**
   * Runs the work in one READ COMMITTED transaction. The work may run again after a serialization failure or a deadlock,
   * so it changes nothing but the database. When it throws, everything is undone.
   */
  tx<T>(work: (sql: Sql) => Promise<Ending<T>>): Promise<T>
  close(): Promise<void>
}
