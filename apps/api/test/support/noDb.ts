import type { Db } from '../../src/db/db.ts'
import { DatabaseUnavailable } from '../../src/db/unavailable.ts'

const nobody = () => Promise.reject(new DatabaseUnavailable('no database here'))
const nowhere = { query: nobody, script: nobody, tx: nobody }

/** A database nobody answers for. */
export const noDb: Db = { ...nowhere, asUser: () => nowhere, close: async () => {} }
