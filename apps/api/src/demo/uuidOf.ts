import { createHash } from 'node:crypto'

// A random UUID of our own, as RFC 9562 §5.5 asks of a namespace.
const NAMESPACE = Buffer.from('6f0c9a52f3d44b0f9a3c2b7e51d8e4a7', 'hex')

/** The UUID (version 5) of a name: the same name, the same id, on every machine. */
export function uuidOf(name: string): string {
  const bytes = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
