import { isAscii, latinDigits } from './latinDigits.ts'

/**
 * A typed or pasted text in its simplest form: digits of every script become 0 to 9, full width becomes usual width, invisible characters
 * are removed. Superscripts, circled numbers and fractions stay: 10² is not 102.
 */
export function typedText(text: string): string {
  if (isAscii(text)) return text.trim()
  const plain = text.replace(/[^\p{No}]+/gu, (part) => part.normalize('NFKC'))
  return latinDigits(plain.replace(INVISIBLE, '')).trim()
}

/** Zero-width spaces and joiners, direction marks, soft hyphens; variation selectors and the frames of emoji digits. */
const INVISIBLE = /[\p{Cf}\u034f\ufe00-\ufe0f\u20e3]/gu
