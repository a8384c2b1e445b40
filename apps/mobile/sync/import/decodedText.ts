/**
 * The text of a file: UTF-8, UTF-16 with or without its mark, or one of the encodings that spreadsheet programs and old apps write. Null when
 * the letters would be wrong in each of them: names of exercises would be wrong for ever. Pure.
 */
export function decodedText(bytes: Uint8Array): string | null {
  const order = wideOrder(bytes)
  if (order !== null) return wideText(bytes, order)
  // A file with a NUL is none of text, and whoever reads it says so.
  return utf8Text(bytes) ?? (bytes.includes(0) ? singleText(bytes, WINDOWS_1252) : likelyText(bytes))
}

function utf8Text(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

type ByteOrder = 'little' | 'big'

/** UTF-16 by its mark, or because every other byte of its beginning is often nought and the others never are. */
function wideOrder(bytes: Uint8Array): ByteOrder | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'little'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'big'
  const head = bytes.subarray(0, Math.min(bytes.length, 400) & ~1)
  const noughts = (from: 0 | 1): number => head.filter((byte, at) => at % 2 === from && byte === 0).length
  const isWide = (some: number, others: number): boolean => head.length >= 4 && some >= head.length * 0.2 && others === 0
  return isWide(noughts(1), noughts(0)) ? 'little' : isWide(noughts(0), noughts(1)) ? 'big' : null
}

function wideText(bytes: Uint8Array, order: ByteOrder): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return textOf(bytes.length >> 1, (at) => view.getUint16(at * 2, order === 'little'))
}

/** An encoding of one byte a letter: what the bytes from 0x80 on are, and what in its text no language writes. */
type Encoding = { letters: string; wrong: readonly RegExp[] }

const signs = [
  /\p{L}(?=[^\0-\x7f])[^\p{L}\p{M}\p{Zs}\p{Nd}’‘´·ªº°–—…×]+\p{L}/gu,
  /[¢£¤¥¦¬¯±¶¸¹º²³¼½¾¨´×÷]\p{L}/gu,
  /[\x80-\x9f\uf8ff≠∞≤≥∂∑∏π∫Ω√≈∆◊]/g,
]
const capitals = /\p{Ll}(?=[^\0-\x7f])\p{Lu}/gu
const inARow = /(?:(?=[^\0-\x7f])\p{L}){3,}/gu
// Where these stand, the language is one of Central Europe, and other letters of it would be wrong: Windows-1250 has them at the same bytes.
const central = /[ŠŽšž]/g
// Ґ is rare in Ukrainian and stands in no other language; katakana in EUC-JP begins with its byte.
const mixed = /[Ґґ]|\p{Script=Latin}\p{Script=Cyrillic}|\p{Script=Cyrillic}\p{Script=Latin}|\p{Ll}(?=[^\0-\x7f])\p{Lu}/gu

const latin1 = Array.from({ length: 96 }, (_, at) => String.fromCharCode(0xa0 + at)).join('')
const WINDOWS_1252: Encoding = {
  letters: `€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ${latin1}`,
  wrong: [...signs, capitals, inARow, central],
}
/** Of Western languages, Central Europe, Excel on a Mac, and Cyrillic. The likelier ones first. */
const ENCODINGS: readonly Encoding[] = [
  WINDOWS_1252,
  {
    letters:
      'ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\xa0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ',
    wrong: [...signs, capitals, inARow],
  },
  {
    letters:
      '€\x81‚\x83„…†‡\x88‰Š‹ŚŤŽŹ\x90‘’“”•–—\x98™š›śťžź\xa0ˇ˘Ł¤Ą¦§¨©Ş«¬\xad®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙',
    wrong: [...signs, capitals, inARow],
  },
  {
    letters:
      'ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\x98™љ›њќћџ\xa0ЎўЈ¤Ґ¦§Ё©Є«¬\xad®Ї°±Ііґµ¶·ё№є»јЅѕїАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя',
    wrong: [...signs, mixed],
  },
]

/** Of a hundred foreign letters so many may stand oddly: people type anything. */
const WRONG_MAX = 0.15

function likelyText(bytes: Uint8Array): string | null {
  const foreign = bytes.filter((byte) => byte >= 0x80).length
  const read = ENCODINGS.map((encoding) => {
    const text = singleText(bytes, encoding)
    return { text, wrong: encoding.wrong.reduce((sum, odd) => sum + (text.match(odd)?.length ?? 0), 0) }
  })
  const best = read.reduce((one, other) => (other.wrong < one.wrong ? other : one))
  return best.wrong <= foreign * WRONG_MAX ? best.text : null
}

function singleText(bytes: Uint8Array, { letters }: Encoding): string {
  return textOf(bytes.length, (at) => (bytes[at]! < 0x80 ? bytes[at]! : letters.charCodeAt(bytes[at]! - 0x80)))
}

/** Piece by piece: a call takes only so many arguments, and some engines few. */
const PIECE = 4096

function textOf(length: number, unitAt: (at: number) => number): string {
  const pieces: string[] = []
  for (let from = 0; from < length; from += PIECE)
    pieces.push(String.fromCharCode(...Array.from({ length: Math.min(PIECE, length - from) }, (_, at) => unitAt(from + at))))
  return pieces.join('')
}
