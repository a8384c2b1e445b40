import { z } from 'zod'

/**
 * The order in which the lifter wants the exercises of a session. `keys` are the places on screen, `key` the place that was moved.
 * `undoes`: the event undoes a move, so it cannot be undone itself.
 */
export const exercisesOrderedSchema = z.object({
  kind: z.literal('exercisesOrdered'),
  sessionId: z.uuid(),
  key: z.uuid(),
  keys: z.array(z.uuid()),
  undoes: z.boolean().optional(),
})
export type ExercisesOrdered = z.infer<typeof exercisesOrderedSchema>

/** A move that can be undone. `before` is the previous order; empty means the order of the plan. */
export type OrderChange = { kind: 'exercisesOrdered'; key: string; before: readonly string[] }

/**
 * The places in the order the lifter wants. A place that `order` does not name was planned later, or was off the screen: it follows the
 * place before it. Unnamed places at the end stay last.
 */
export function placesInOrder<Place extends { key: string }>(places: readonly Place[], order: readonly string[]): readonly Place[] {
  if (order.length === 0) return places
  const rank = new Map(order.map((key, at) => [key, at]))
  const isKnown = ({ key }: Place): boolean => rank.has(key)
  const placed = places.filter(isKnown).sort((a, b) => rank.get(a.key)! - rank.get(b.key)!)
  const lastKnown = places.findLastIndex(isKnown)
  places.forEach((place, at) => {
    if (isKnown(place)) return
    const before = places[at - 1]
    const to = at > lastKnown ? placed.length : before ? placed.indexOf(before) + 1 : 0
    placed.splice(to, 0, place)
  })
  return placed
}

/** The keys with `key` one place further up or down; the same array when it is at that end already. */
export function moved(keys: readonly string[], key: string, direction: 'up' | 'down'): readonly string[] {
  const from = keys.indexOf(key)
  const to = direction === 'up' ? from - 1 : from + 1
  if (from < 0 || to < 0 || to >= keys.length) return keys
  return keys.toSpliced(from, 1).toSpliced(to, 0, key)
}

/** The moves that can still be undone after a move was undone. The moves made after the restored order are dropped. */
export function withoutMovesSince<Change extends { kind: string }>(
  changes: readonly (Change | OrderChange)[],
  { keys }: Pick<ExercisesOrdered, 'keys'>,
): readonly (Change | OrderChange)[] {
  const isMove = (change: Change | OrderChange): change is OrderChange => change.kind === 'exercisesOrdered'
  const since = changes.findIndex((change) => isMove(change) && isSameOrder(change.before, keys))
  return since < 0 ? changes : changes.filter((change, at) => at < since || !isMove(change))
}

function isSameOrder(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, at) => key === b[at])
}
