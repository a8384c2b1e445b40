import { checkNames, type CheckName } from './checkNames.ts'
import { faultClasses, type FaultClass } from './faults.ts'

/** How often each fault really struck, and each check really looked: one that never did proves nothing. */
export type Tally = { readonly struck: Record<FaultClass, number>; readonly looked: Record<CheckName, number> }

export const emptyTally = (): Tally => ({ struck: { ...noStrikes }, looked: { ...noLooks } })

/** Adds the second to the first. */
export function addTally(sum: Tally, { struck, looked }: Tally): void {
  for (const name of faultNames) sum.struck[name] += struck[name]
  for (const name of names) sum.looked[name] += looked[name]
}

const faultNames = Object.keys(faultClasses) as FaultClass[]
const names = Object.keys(checkNames) as CheckName[]
const noStrikes = Object.fromEntries(faultNames.map((name) => [name, 0])) as Record<FaultClass, number>
const noLooks = Object.fromEntries(names.map((name) => [name, 0])) as Record<CheckName, number>
