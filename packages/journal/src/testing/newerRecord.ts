import { checksum } from '../checksum.ts'
import type { Stored } from '../medium.ts'
import { keyOf } from '../record.ts'

/** A record as a later version of the app would leave it: this one cannot read it, and keeps it. */
export function newerRecord(seq: number): Stored {
  return sealed(seq, '2', '{"event":{"kind":"fromTheFuture"}}')
}

/** A record of this format with any JSON in it: whole, and maybe in a shape this version does not write. */
export function recordOfJson(seq: number, json: string): Stored {
  return sealed(seq, '1', json)
}

const sealed = (seq: number, format: string, json: string): Stored => ({ key: keyOf(seq), value: `${format}|${checksum(json)}|${json}` })
