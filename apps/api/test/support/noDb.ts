import type { Db } from '../../src/db/db.ts'
import { DatabaseUnavailable } from '../../src/db/unavailable.ts'

const nobody = () => Promise.reject(new DatabaseUnavailable('no database here'))
const nowhere = { query: nobody, script: nobody, tx: nobody }

/** A database that never answers. */
export const noDb: Db = { ...nowhere, asUser: () => nowhere, close: async () => {} }
