import { z } from 'zod'

/**
 * A schema for text that a person typed, at most `charactersMax` UTF-16 units.
 * NUL and lone surrogates fail: PostgreSQL cannot store them, and a phone would send them again for ever.
 */
export function personText(charactersMax: number) {
  return z
    .string()
    .max(charactersMax)
    .refine((text) => isStorable(text), { message: 'contains characters that cannot be stored' })
}

/** Whether PostgreSQL can store the text: no NUL and no lone surrogate. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text)
}

/** The text with NUL and lone surrogates replaced by U+FFFD, so that typed text can always be sent. */
export function storable(text: string): string {
  return text.replaceAll('\0', '\uFFFD').replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')
}

/** The start of a text: storable, at most `charactersMax` UTF-16 units, never ending in half of a surrogate pair. */
export function storableStart(text: string, charactersMax: number): string {
  const fits = /[\uD800-\uDBFF]/.test(text.charAt(charactersMax - 1)) ? charactersMax - 1 : charactersMax
  return storable(text.slice(0, text.length > charactersMax ? fits : charactersMax))
}
