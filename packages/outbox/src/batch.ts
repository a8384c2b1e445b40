import type { Operation } from './operation.ts'

/** How much one request may carry. */
export const BATCH_OPERATIONS_MAX = 50
export const BATCH_BYTES_MAX = 262_144
/** What the envelope of an operation adds to its body, at most: id, method, endpoint, stamps. */
const ENVELOPE_BYTES = 512

/** Fills one request: operations in the order they are offered, as long as they fit. The first one always does. */
export function createBatch() {
  const operations: Operation[] = []
  let bytes = 0
  return {
    operations,
    /** Takes the operation in, or says that the request is full. */
    add(operation: Operation): boolean {
      const size = ENVELOPE_BYTES + utf8BytesMax(JSON.stringify(operation.body) ?? '')
      if (operations.length > 0 && (operations.length >= BATCH_OPERATIONS_MAX || bytes + size > BATCH_BYTES_MAX)) return false
      operations.push(operation)
      bytes += size
      return true
    },
  }
}

/** No fewer bytes than the text takes as UTF-8. */
function utf8BytesMax(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) bytes += 2
  return bytes
}
