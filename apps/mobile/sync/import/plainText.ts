import { isAscii, latinDigits } from '../session/latinDigits.ts'

/**
 * Text as it is compared: letter case, width, accents, punctuation and marks of direction make no difference, and digits of every script
 * are Latin ones. Vowel signs of Indic and Thai scripts stay: without them two months of one language are one word.
 */
export function plainText(text: string): string {
  if (isAscii(text))
    return text
      .toLowerCase()
      .replace(/[^a-z0-9#]+/g, ' ')
      .trim()
  return latinDigits(text)
    .normalize('NFKD')
    .toLowerCase()
    .replace(ACCENTS, '')
    .replace(/ı/g, 'i')
    .replace(/ς/g, 'σ')
    .replace(/\p{Cf}/gu, '')
    .replace(/[^\p{L}\p{N}\p{M}#]+|[ʻʼꞌ]/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
    .normalize('NFC')
}

/** How the names of months are compared: "8 月" and "8月" are one. */
export function monthKey(words: readonly string[]): string {
  return words.join('').replace(/ /g, '')
}

/** The combining marks of Latin, Greek and Cyrillic letters, of Hebrew and of Arabic: what people leave out when they type. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g
