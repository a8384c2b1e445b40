import type { Operation } from './operation.ts'

/** [O15] How many operations one request may hold. */
export const BATCH_OPERATIONS_MAX = 50
/** [O15] How many bytes one request may hold, in UTF-8: 256 kB. */
export const BATCH_BYTES_MAX = 262_144
/** How many bytes an operation adds to its body in a batch, at most: id, method, endpoint, stamps. */
const ENVELOPE_BYTES = 512

/** [O15] Fills one request with operations in the order of their calls, as long as they fit. The first one always fits. */
export function createBatch() {
  const operations: Operation[] = []
  let bytes = 0
  return {
    operations,
    /** Adds an operation. False when it does not fit. */
    add(operation: Operation): boolean {
      const size = ENVELOPE_BYTES + utf8BytesMax(JSON.stringify(operation.body) ?? '')
      if (operations.length > 0 && (operations.length >= BATCH_OPERATIONS_MAX || bytes + size > BATCH_BYTES_MAX)) return false
      operations.push(operation)
      bytes += size
      return true
    },
  }
}

/** An upper bound of the bytes of a text in UTF-8. */
function utf8BytesMax(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) bytes += 2
  return bytes
}
