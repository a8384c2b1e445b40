type Sign = '≤' | '≥'

export type Goal = { what: string; value: number; sign: Sign; wanted: number; met: boolean }

/** A number beside the one we promised. `sign` says which side of it is good. */
export function goal(what: string, value: number, sign: Sign, wanted: number): Goal {
  const met = sign === '≤' ? value <= wanted : value >= wanted
  return { what, value, sign, wanted, met }
}
