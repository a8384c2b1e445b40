/** Runs SQL on the pool or in a transaction. The SQL is the subset of PostgreSQL 15 that both engines share. */
export interface Sql {
  /** Runs one statement and answers its rows. Throws `DatabaseUnavailable` when it is unknown whether the statement ran. */
  query<Row = Record<string, unknown>>(text: string, params?: readonly unknown[]): Promise<Row[]>
  /** Runs several statements without parameters. */
  script(text: string): Promise<void>
}

/** Whether the transaction is committed, and the value it answers. */
export type Ending<T> = { keep: boolean; value: T }

/** Commits the transaction. */
export function commit<T>(value: T): Ending<T> {
  return { keep: true, value }
}

/** Rolls the transaction back; the value is still answered. */
export function rollback<T>(value: T): Ending<T> {
  return { keep: false, value }
}

/** Runs transactions. */
export interface Transactions extends Sql {
  /**
   * Runs the work in one READ COMMITTED transaction. After a serialization failure or a deadlock the work runs again, so it must change
   * nothing but the database. When it throws, the transaction is rolled back.
   */
  tx<T>(work: (sql: Sql) => Promise<Ending<T>>): Promise<T>
}

/**
 * A database: PostgreSQL, or the one embedded in this process. Used directly, it runs as the owner, who sees every row: for migrations, the
 * demo and maintenance. Everything that a request does goes through `asUser`.
 */
export interface Db extends Transactions {
  /**
   * The database as one user sees it. Every statement runs in a transaction under a role that row-level security binds, so no statement can
   * reach the rows of others. Null is a caller who is not signed in, and sees no rows.
   */
  asUser(userId: string | null): Transactions
  /** How many connections are in use, and how many callers wait for one. Undefined where there is no pool. */
  connections?: () => Connections
  close(): Promise<void>
}

export type Connections = { inUse: number; waiting: number }

/** The part of the database that a request may use. */
export type RequestDb = Pick<Db, 'asUser'>
