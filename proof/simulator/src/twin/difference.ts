import { isDeepStrictEqual } from 'node:util'

/** Where the simulated server and the real one do not say the same. */
export class Difference extends Error {}

/** As it would arrive: what JSON does not carry is gone. */
export const asSent = (value: unknown): unknown => (value === undefined ? null : JSON.parse(JSON.stringify(value)))

/** Throws a `Difference` with both, unless they say the same; the order of keys aside. */
export function sameOrThrow(what: string, simulated: unknown, real: unknown): void {
  const [one, other] = [asSent(simulated), asSent(real)]
  if (isDeepStrictEqual(one, other)) return
  const places = placesOf(one, other).slice(0, 5).join('\n      ')
  throw new Difference(`${what}\n  differ in: ${places}\n  simulated: ${JSON.stringify(one)}\n  real:      ${JSON.stringify(other)}`)
}

/** Every place in which two values differ, with what stands there. */
function placesOf(one: unknown, other: unknown, place = ''): string[] {
  if (isDeepStrictEqual(one, other)) return []
  if (!isRecord(one) || !isRecord(other)) return [`${place || '/'}: ${JSON.stringify(one)} and ${JSON.stringify(other)}`]
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((key) => placesOf(one[key], other[key], `${place}/${key}`))
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
