import { isAscii, latinDigits } from './latinDigits.ts'

/**
 * What a person typed or pasted, as it is read: digits of every script as 0 to 9, full width as usual width, and nothing invisible.
 * Superscripts, circled numbers and fractions stay what they are: 10² is not 102.
 */
export function typedText(text: string): string {
  if (isAscii(text)) return text.trim()
  const plain = text.replace(/[^\p{No}]+/gu, (part) => part.normalize('NFKC'))
  return latinDigits(plain.replace(INVISIBLE, '')).trim()
}

/** Zero-width spaces and joiners, marks of direction, soft hyphens; the variation selectors and frames of emoji digits. */
const INVISIBLE = /[\p{Cf}\u034f\ufe00-\ufe0f\u20e3]/gu
