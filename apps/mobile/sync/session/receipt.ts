import { conflictSchema } from '@holdfast/contract'
import { z } from 'zod'

/**
 * What the journal keeps of an applied verdict: the first version of the server's copy that includes it, and the conflict to show to the
 * lifter. Receipts of earlier app versions hold only the first two fields.
 */
export const receiptSchema = z.object({
  version: z.number(),
  outcome: z.string(),
  revisionCount: z.number().default(0),
  conflict: conflictSchema.nullable().default(null),
  /** Only for a completion: the sets about which the server had a newer statement. */
  untakenIds: z.array(z.string()).optional(),
})
export type Receipt = z.infer<typeof receiptSchema>
