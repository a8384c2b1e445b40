import { z } from 'zod'

/**
 * Text a person typed, at most `charactersMax` UTF-16 units.
 * NUL and lone surrogates are refused here: PostgreSQL cannot store them, and a phone would send them again for ever.
 */
export function personText(charactersMax: number) {
  return z
    .string()
    .max(charactersMax)
    .refine((text) => isStorable(text), { message: 'contains characters that cannot be stored' })
}

/** Whether PostgreSQL can store the text: no NUL, no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text)
}

/** The text with everything unstorable replaced by U+FFFD, so that what a person typed can always be sent. */
export function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')
}

/** The beginning of a text, storable and of at most `charactersMax` UTF-16 units. A character that does not fit whole is left out. */
export function storableStart(text: string, charactersMax: number): string {
  const fits = /[\uD800-\uDBFF]/.test(text.charAt(charactersMax - 1)) ? charactersMax - 1 : charactersMax
  return storable(text.slice(0, text.length > charactersMax ? fits : charactersMax))
}
