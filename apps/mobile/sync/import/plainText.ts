import { isAscii, latinDigits } from '../session/latinDigits.ts'

/**
 * A text for comparison, without differences of case, width, accents, punctuation and direction marks, and with the digits of every script
 * as 0 to 9. Vowel signs of Indic and Thai scripts stay, because without them two months of one language would be equal.
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

/** The name of a month for comparison: "8 月" and "8月" are equal. */
export function monthKey(words: readonly string[]): string {
  return words.join('').replace(/ /g, '')
}

/** The combining marks of Latin, Greek and Cyrillic letters, of Hebrew and of Arabic: people leave them out when they type. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g
