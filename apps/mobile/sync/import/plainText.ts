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

/** The text with the digits of every script as 0 to 9. */
export function latinDigits(text: string): string {
  if (isAscii(text)) return text
  return text.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))
}

/** Most of a file is: thousands of rows are read at once, on a phone too. */
function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text)
}

/** The digits of a script stand in a row, and each row begins with its nought. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0)!
  let first = code
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--
  return (code - first) % 10
}
