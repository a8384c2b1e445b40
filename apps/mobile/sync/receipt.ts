import { conflictSchema, instantSchema } from '@holdfast/contract'
import { z } from 'zod'

/**
 * What the journal remembers of an applied verdict: from which version on the server's own words include it, and what a lifter
 * has to be told when two logs met. What an earlier app left has no more than the first two.
 */
export const receiptSchema = z.object({
  version: z.number(),
  outcome: z.string(),
  revisionCount: z.number().default(0),
  /** The `logged_at` of what stands since. */
  loggedAt: instantSchema.nullable().default(null),
  conflict: conflictSchema.nullable().default(null),
})
export type Receipt = z.infer<typeof receiptSchema>
