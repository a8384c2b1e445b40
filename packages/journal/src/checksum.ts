/**
 * CRC-32 (IEEE 802.3, reflected) of a text as eight hex digits: of the low byte of each UTF-16 code unit, followed by the
 * high byte where there is one.
 */
export function checksum(text: string): string {
  // Signed, as the table is: then V8 counts in 32 bits without boxing, which takes a third of the time.
  let crc = -1
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    crc = (crc >>> 8) ^ table[(crc ^ unit) & 0xff]!
    if (unit > 0xff) crc = (crc >>> 8) ^ table[(crc ^ (unit >>> 8)) & 0xff]!
  }
  return (~crc >>> 0).toString(16).padStart(8, '0')
}

const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})
