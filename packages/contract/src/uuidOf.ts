import { v5, validate } from 'uuid'
import { storable } from './text.ts'

// The namespace, a random UUID as RFC 9562 §5.5 requires. It must never change: every id made from a name depends on it.
const NAMESPACE = '6f0c9a52-f3d4-4b0f-9a3c-2b7e51d8e4a7'

/** The UUID (version 5, RFC 9562) of a name. The same name gives the same id on every phone and server. */
export function uuidOf(name: string): string {
  // The hash takes UTF-8, which cannot hold a lone surrogate.
  return v5(storable(name), NAMESPACE)
}

/** The id of the exercise with this name. Names that are equal after `comparable` give the same id. */
export function exerciseIdOf(name: string): string {
  return uuidOf(`exercise/${comparable(name)}`)
}

/** The form in which names and titles are compared: NFKC, trimmed, single spaces, lower case. */
export function comparable(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}

/** Whether the text is a UUID. A route parameter or an imported file may have any text instead. */
export function isId(text: string): boolean {
  return validate(text)
}
