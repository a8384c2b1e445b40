/** The value in the middle; the upper one of two. NaN for no values. The list stays as it is. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}
