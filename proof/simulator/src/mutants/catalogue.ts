import { inJournal } from './inJournal.ts'
import { inLog } from './inLog.ts'
import { inOutbox } from './inOutbox.ts'
import { inRules } from './inRules.ts'
import { inServer } from './inServer.ts'
import { inSync } from './inSync.ts'
import type { Masked, Mutant } from './mutant.ts'
import { unseen } from './unseen.ts'

const all: readonly Mutant[] = [...inOutbox, ...inJournal, ...inSync, ...inLog, ...inRules, ...inServer]

/** Every mistake that has to be found. */
export const mutants: readonly Mutant[] = all.filter(({ name }) => unseen[name] === undefined)

/** Every mistake that is known not to be. */
export const masked: readonly Masked[] = all.flatMap((mutant) => {
  const because = unseen[mutant.name]
  return because === undefined ? [] : [{ ...mutant, because }]
})
