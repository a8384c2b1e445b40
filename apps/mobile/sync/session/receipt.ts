import { conflictSchema } from '@holdfast/contract'
import { z } from 'zod'

/**
 * What the journal remembers of an applied verdict: from which version on the server's own words include it, and what a lifter
 * has to be told when two logs met. What an earlier app left has no more than the first two.
 */
export const receiptSchema = z.object({
  version: z.number(),
  outcome: z.string(),
  revisionCount: z.number().default(0),
  conflict: conflictSchema.nullable().default(null),
  /** Of a completion: the sets of which the server knew something newer. */
  untakenIds: z.array(z.string()).optional(),
})
export type Receipt = z.infer<typeof receiptSchema>
