/** A number beside the one we promised. `sign` says which side of it is good. */
export function goal(what, value, sign, wanted) {
  const met = sign === '≤' ? value <= wanted : sign === '≥' ? value >= wanted : value === wanted
  return { what, value, sign, wanted, met }
}
