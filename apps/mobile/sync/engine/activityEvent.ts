import { z } from 'zod'

/**
 * What a person decides about things they did: the `event` of a journal record, beside the lifter's own. Letting go of a change
 * needs none: its settlement says so.
 */
export const activityEventSchema = z.discriminatedUnion('kind', [
  /** A refused change stays on this device for good. Recorded with the settlement that lets it go. */
  z.object({ kind: z.literal('keptHere'), sessionId: z.uuid(), operationId: z.uuid() }),
  /** A change that was discarded goes to the server after all. Recorded with its new operation. */
  z.object({ kind: z.literal('changeRestored'), sessionId: z.uuid().nullable(), operationId: z.uuid() }),
  /** The lifter has seen that two logs of a session met, up to as many kept logs as this. */
  z.object({ kind: z.literal('conflictSeen'), sessionId: z.uuid(), revisionCount: z.number().int() }),
])
export type ActivityEvent = z.infer<typeof activityEventSchema>
