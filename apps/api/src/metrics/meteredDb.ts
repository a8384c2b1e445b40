import type { Db, Transactions } from '../db/db.ts'
import type { Metrics } from './metrics.ts'

/** The same database; transactions of users are counted and timed. */
export function meteredDb(db: Db, metrics: Metrics): Db {
  return { ...db, asUser: (userId) => metered(db.asUser(userId), metrics) }
}

function metered(place: Transactions, metrics: Metrics): Transactions {
  const timed = async <T>(run: () => Promise<T>): Promise<T> => {
    const ended = metrics.transaction()
    try {
      return await run()
    } finally {
      ended()
    }
  }
  return {
    query: (text, params) => timed(() => place.query(text, params)),
    script: (text) => timed(() => place.script(text)),
    tx: (work) => timed(() => place.tx(work)),
  }
}
