import { locationOf } from '../lib/operation.ts'

/** The limit: the same record our journal writes, as JSON under a key of its own, put into two stores. No checksum, no queue. */
export const rawWrite = {
  name: 'raw mirrored write',
  version: '',
  async open({ stores }) {
    let seq = 0
    return {
      tap(operation) {
        const key = String(++seq).padStart(16, '0')
        const value = JSON.stringify({ at: operation.createdAt, enqueue: { ...operation, ...locationOf(operation), v: 1 } })
        for (const store of stores) store.set(key, value)
      },
      close() {},
    }
  },
}
