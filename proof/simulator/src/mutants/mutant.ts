import type { Day } from '../day.ts'

/** One deliberate mistake, made in one function. */
export type Mutant = {
  name: string
  /** What goes wrong for the lifter. */
  why: string
  /** From the root of the repository. */
  file: string
  /** The function. Where the file has several of its name, the names of the functions around it come first: `retry.again`. */
  in: string
  edits: readonly [Edit, ...Edit[]]
  /** A day that shows it, for a mistake that planned days hardly ever show. It runs before the seeds. */
  day?: Day
}

/**
 * One change of the function. The first string is the needle: it must be found in the function exactly once, whatever the white space.
 * `replace` changes the needle itself; `before` and `remove` are about the statement that begins with it.
 */
export type Edit = { replace: string; with: string } | { before: string; insert: string } | { remove: string }

/** A mutant that nobody notices, and the reason. */
export type Masked = Mutant & { because: string }
