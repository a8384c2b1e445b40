import type { Weight } from '@holdfast/contract'

/** A set among the others of its exercise: what it proposes by itself, from the plan or from last time. */
export type Sibling = { setId: string; isWarmup: boolean; base: Weight | null }

/** The weight a set has itself: logged, or typed and saved. */
export type OwnWeight = (setId: string) => Weight | null

/**
 * What a set proposes because a set above was changed: the weight of the nearest set above that proposed the same and has a weight itself.
 * It is not stored, so nothing has to be undone. Null where nothing is carried.
 */
export function carriedTo(setId: string, siblings: readonly Sibling[], own: OwnWeight): Weight | null {
  const at = siblings.findIndex((sibling) => sibling.setId === setId)
  const set = siblings[at]
  if (!set) return null
  return siblings
    .slice(0, at)
    .filter((above) => proposeTheSame(above, set))
    .reduce<Weight | null>((carried, above) => own(above.setId) ?? carried, null)
}

/** The sets below that propose the weight of this one. */
export function followersOf(setId: string, siblings: readonly Sibling[], own: OwnWeight): string[] {
  const at = siblings.findIndex((sibling) => sibling.setId === setId)
  const set = siblings[at]
  if (!set) return []
  const below = siblings.slice(at + 1).filter((sibling) => proposeTheSame(sibling, set))
  const end = below.findIndex((sibling) => own(sibling.setId) !== null)
  return (end === -1 ? below : below.slice(0, end)).map((sibling) => sibling.setId)
}

/** "Sets 2–4 too", "Set 3 too", "Sets 2 and 4 too"; `numbers` as the rows show them, in order. */
export function spreadWords(numbers: readonly string[]): string {
  const [first, last] = [numbers[0], numbers.at(-1)]
  if (numbers.length === 1) return `Set ${first} too`
  const isRow = numbers.every((number, index) => Number(number) === Number(first) + index)
  if (isRow && numbers.length > 2) return `Sets ${first}–${last} too`
  return `Sets ${numbers.slice(0, -1).join(', ')} and ${last} too`
}

/** The same number in the same unit, or both null. */
export function isSame(one: Weight | null, other: Weight | null): boolean {
  return one?.value === other?.value && one?.unit === other?.unit
}

function proposeTheSame(one: Sibling, other: Sibling): boolean {
  return one.isWarmup === other.isWarmup && isSame(one.base, other.base)
}
