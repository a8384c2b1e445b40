import { checksum } from '../checksum.ts'
import type { Stored } from '../medium.ts'
import { keyOf } from '../record.ts'

/** A record in a later format: this version cannot read it and quarantines it [J12]. */
export function newerRecord(seq: number): Stored {
  return sealed(seq, '2', '{"event":{"kind":"fromTheFuture"}}')
}

/** A record of this format, with a valid checksum, that holds any JSON: also a shape that this version does not write. */
export function recordOfJson(seq: number, json: string): Stored {
  return sealed(seq, '1', json)
}

const sealed = (seq: number, format: string, json: string): Stored => ({ key: keyOf(seq), value: `${format}|${checksum(json)}|${json}` })
