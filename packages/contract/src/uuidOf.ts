import { v5, validate } from 'uuid'
import { storable } from './text.ts'

// A random UUID of our own, as RFC 9562 §5.5 asks of a namespace. Every id made from a name hangs on it: it never changes.
const NAMESPACE = '6f0c9a52-f3d4-4b0f-9a3c-2b7e51d8e4a7'

/** The UUID (version 5) of a name: the same name, the same id, on every phone and every server. */
export function uuidOf(name: string): string {
  // Half a surrogate pair cannot be written in UTF-8, which is what is hashed.
  return v5(storable(name), NAMESPACE)
}

/** The id of the exercise a person calls so: width, case and stray spaces make no other exercise. */
export function exerciseIdOf(name: string): string {
  return uuidOf(`exercise/${comparable(name)}`)
}

/** A name or a title as it is compared: width, case, stray spaces and how an accent is written make no other one. */
export function comparable(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}

/** Whether a text is an id at all. An address, or a file, may hold anything in its place. */
export function isId(text: string): boolean {
  return validate(text)
}
