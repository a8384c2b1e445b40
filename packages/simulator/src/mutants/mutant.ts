import { readFileSync } from 'node:fs'

/** One deliberate mistake: the place in the source where it is made. `from` has to be found there exactly once. */
export type Mutant = {
  name: string
  /** What goes wrong for the lifter. */
  why: string
  /** From the root of the repository. */
  file: string
  from: string
  to: string
}

/** A mistake that nobody notices, and the reason. */
export type Masked = Mutant & { because: string }

export const root = new URL('../../../../', import.meta.url)

/** Where a mutant's file is, as node loads it. */
export const urlOf = ({ file }: Mutant): string => new URL(file, root).href

/** The source with the mistake in it. Throws when its place is not there, or not only there: then the list is out of date. */
export function mutated(mutant: Mutant, source: string): string {
  const { name, file, from, to } = mutant
  const found = source.split(from).length - 1
  if (found !== 1) throw new Error(`“${name}” no longer applies: its place is in ${file} ${found} times`)
  return source.replace(from, () => to)
}

/** Reads the file a mutant is about and makes the mistake in it. */
export const mutatedFile = (mutant: Mutant): string => mutated(mutant, readFileSync(new URL(urlOf(mutant)), 'utf8'))
