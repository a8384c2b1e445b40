import { checksum } from '../checksum.ts'
import type { Stored } from '../medium.ts'
import { keyOf } from '../record.ts'

/** A record as a later version of the app might leave it, in a format this one does not know. */
export function newerRecord(seq: number): Stored {
  const json = '{"event":{"kind":"fromTheFuture"}}'
  return { key: keyOf(seq), value: `2|${checksum(json)}|${json}` }
}
