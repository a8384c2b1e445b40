/**
 * The text of a file: UTF-8, UTF-16 with or without a byte order mark, or one of the encodings that spreadsheet programs and old apps
 * write. Null when letters would be wrong in all of them, because names of exercises would stay wrong for ever. Pure.
 */
export function decodedText(bytes: Uint8Array): string | null {
  const order = wideOrder(bytes)
  if (order !== null) return wideText(bytes, order)
  // A file with a NUL byte is not text. The reader of the text reports that.
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

/**
 * UTF-16 by its byte order mark. Without one: if near the beginning every other byte is often zero, and the bytes between are never zero.
 */
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

/** An encoding with one byte for each letter: the letters from 0x80 on, and patterns that no language writes. */
type Encoding = { letters: string; wrong: readonly RegExp[] }

const signs = [
  /\p{L}(?=[^\0-\x7f])[^\p{L}\p{M}\p{Zs}\p{Nd}’‘´·ªº°–—…×]+\p{L}/gu,
  /[¢£¤¥¦¬¯±¶¸¹º²³¼½¾¨´×÷]\p{L}/gu,
  /[\x80-\x9f\uf8ff≠∞≤≥∂∑∏π∫Ω√≈∆◊]/g,
]
const capitals = /\p{Ll}(?=[^\0-\x7f])\p{Lu}/gu
const inARow = /(?:(?=[^\0-\x7f])\p{L}){3,}/gu
// These letters show a language of Central Europe. Its other letters would be wrong, because Windows-1250 has these at the same bytes.
const central = /[ŠŽšž]/g
// Ґ is rare in Ukrainian and in no other language; katakana in EUC-JP begins with the same byte.
const mixed = /[Ґґ]|\p{Script=Latin}\p{Script=Cyrillic}|\p{Script=Cyrillic}\p{Script=Latin}|\p{Ll}(?=[^\0-\x7f])\p{Lu}/gu

const latin1 = Array.from({ length: 96 }, (_, at) => String.fromCharCode(0xa0 + at)).join('')
const WINDOWS_1252: Encoding = {
  letters: `€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ${latin1}`,
  wrong: [...signs, capitals, inARow, central],
}
/** The encodings of Western languages, of Excel on a Mac, of Central Europe and of Cyrillic. The more likely ones first. */
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

/** The largest part of the foreign letters that may look wrong: people type anything. */
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

/** In pieces, because engines limit the number of arguments of a call. */
const PIECE = 4096

function textOf(length: number, unitAt: (at: number) => number): string {
  const pieces: string[] = []
  for (let from = 0; from < length; from += PIECE)
    pieces.push(String.fromCharCode(...Array.from({ length: Math.min(PIECE, length - from) }, (_, at) => unitAt(from + at))))
  return pieces.join('')
}
